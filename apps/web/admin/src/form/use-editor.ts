import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isRefused } from '../api/refused';
import { isSame } from './leaves';
import type { Problems } from './problem';
import { useForm, type Form } from './use-form';

/** A newer version that another person has saved. */
export interface Newer<Draft> {
  readonly version: number;
  readonly draft: Draft;
  readonly by: string | undefined;
  readonly at: string;
}

interface EditorTerms<Draft> {
  readonly start: Draft;
  readonly version: number;
  readonly isReadOnly?: boolean;
  check(draft: Draft): Problems;
  /** Rejects with a `Refusal`. */
  store(draft: Draft, version: number): Promise<unknown>;
  /** The newer saved version because of which `store` was refused. */
  newer?: (() => Promise<Newer<Draft>>) | undefined;
  onSaved(): void;
}

export interface Editor<Draft> extends Omit<Form<Draft>, 'passes' | 'passesAll' | 'refuse' | 'rebase'> {
  readonly isSaving: boolean;
  readonly failure: unknown;
  readonly conflict: Newer<Draft> | undefined;
  save(): Promise<void>;
  /** Continues from the newer version with this draft, and saves it. */
  settle(draft: Draft): Promise<void>;
  dropConflict(): void;
}

/** Keeps the draft until it is saved: through refusals, lost connections, and conflicts. */
export function useEditor<Draft extends object>(terms: EditorTerms<Draft>): Editor<Draft> {
  const form = useForm(terms.start, terms.check, terms.isReadOnly);
  const [version, setVersion] = useState(terms.version);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  /** Saves, and resolves with the newer version if that is in the way. */
  const saving = useMutation({
    mutationFn: async ({ draft, over }: { draft: Draft; over: number }) => {
      try {
        await terms.store(draft, over);
        return null;
      } catch (error) {
        if (!isRefused(error, 'version-conflict') || !terms.newer) throw error;
        const newer = await terms.newer();
        // The response to our own request was lost, and the request was repeated.
        return isSame(newer.draft, draft) ? null : newer;
      }
    },
    onSuccess: (newer) => {
      // The person may have left by the address in the meantime.
      if (newer === null && isShown.current) terms.onSaved();
    },
    onError: form.refuse,
  });
  const conflict = saving.data ?? undefined;
  const store = async (draft: Draft, over: number) => {
    // The failure is shown by the form.
    await saving.mutateAsync({ draft, over }).catch(() => undefined);
  };
  return {
    ...form,
    isSaving: saving.isPending,
    failure: saving.error ?? undefined,
    conflict,
    save: async () => {
      if (form.passesAll() && !saving.isPending) await store(form.tidy, version);
    },
    settle: async (draft) => {
      if (!conflict) return;
      form.rebase(conflict.draft, draft);
      setVersion(conflict.version);
      await store(draft, conflict.version);
    },
    dropConflict: saving.reset,
  };
}
