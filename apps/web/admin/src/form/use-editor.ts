import { Refusal } from '@rejoin/client';
import { useReducer, useState } from 'react';
import { isRefused } from '../api/refused';
import { evolveForm, isDirty, problemAt, startForm, type FormAction, type FormState } from './form-state';
import { isSame } from './leaves';
import type { Problem, Problems } from './problem';

/** The state of a field besides its value. */
export interface Bound {
  readonly problem: Problem | undefined;
  readonly isReadOnly: boolean;
  onLeave(): void;
}

/** The interface of a form to its fields. */
export interface FormTools<Draft> {
  readonly draft: Draft;
  readonly saved: Draft;
  readonly isReadOnly: boolean;
  bind(field: string): Bound;
  change(field: string, draft: Draft): void;
}

/** A newer version that another person has saved. */
export interface Newer<Draft> {
  readonly version: number;
  readonly draft: Draft;
  readonly by: string | undefined;
  readonly at: string;
}

export interface EditorTerms<Draft> {
  readonly start: Draft;
  readonly version: number;
  readonly isReadOnly?: boolean;
  check(draft: Draft): Problems;
  /** Rejects with a {@link Refusal}. */
  store(draft: Draft, version: number): Promise<unknown>;
  /** The newer saved version because of which `store` was refused. */
  newer?(): Promise<Newer<Draft>>;
  onSaved(): void;
}

export interface Editor<Draft> extends FormTools<Draft> {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly wrong: readonly string[];
  readonly failure: unknown;
  readonly conflict: Newer<Draft> | undefined;
  save(): Promise<void>;
  /** Continues from the newer version with this draft, and saves it. */
  settle(draft: Draft): Promise<void>;
  dropConflict(): void;
}

/** Keeps the draft until it is saved: through refusals, lost connections, and conflicts. */
export function useEditor<Draft>(terms: EditorTerms<Draft>): Editor<Draft> {
  const [form, dispatch] = useReducer(
    (state: FormState<Draft>, action: FormAction<Draft>) => evolveForm(state, action),
    terms.start,
    startForm,
  );
  const [version, setVersion] = useState(terms.version);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [conflict, setConflict] = useState<Newer<Draft>>();
  const isReadOnly = terms.isReadOnly === true;
  const checks = terms.check(form.draft);

  const refused = async (error: unknown, draft: Draft): Promise<void> => {
    if (!isRefused(error, 'version-conflict') || !terms.newer) {
      if (error instanceof Refusal) dispatch({ type: 'refused', fields: error.errors });
      setFailure(error);
      return;
    }
    const newer = await terms.newer();
    // The response to our own request was lost, and the request was repeated.
    if (isSame(newer.draft, draft)) terms.onSaved();
    else setConflict(newer);
  };
  const store = async (draft: Draft, over: number): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      await terms.store(draft, over);
      terms.onSaved();
    } catch (error) {
      await refused(error, draft).catch(setFailure);
    } finally {
      setSaving(false);
    }
  };
  return {
    draft: form.draft,
    saved: form.base,
    isReadOnly,
    isDirty: isDirty(form),
    isSaving,
    failure,
    conflict,
    wrong: [...new Set([...(form.isTried ? checks.keys() : []), ...form.byServer.keys()])],
    bind: (field) => ({
      problem: problemAt(form, checks, field),
      isReadOnly,
      onLeave: () => {
        dispatch({ type: 'left', field });
      },
    }),
    change: (field, draft) => {
      dispatch({ type: 'typed', field, draft });
    },
    save: async () => {
      dispatch({ type: 'tried' });
      if (checks.size > 0 || isSaving) return;
      await store(form.draft, version);
    },
    settle: async (draft) => {
      if (!conflict) return;
      dispatch({ type: 'rebased', base: conflict.draft, draft });
      setVersion(conflict.version);
      setConflict(undefined);
      await store(draft, conflict.version);
    },
    dropConflict: () => {
      setConflict(undefined);
    },
  };
}
