import { useToasts } from '../../../kit/toasts';
import { newId } from '../api/api';
import { whatOf, type Kind, type Kinds, type Saved } from '../api/kinds';
import type { Problems } from '../form/problem';
import { useEditor, type Editor } from '../form/use-editor';
import { useWho } from '../history/who';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';
import { useState } from 'react';

interface Terms<K extends Kind> {
  readonly kind: K;
  readonly saved: Saved<Kinds[K]>;
  check(draft: Kinds[K]): Problems;
  nameOf(draft: Kinds[K]): string;
  onSaved(): void;
}

/** Edits saved settings. Saving replaces only the version that was read. */
export function useSavedEditor<K extends Kind>({
  kind,
  saved,
  check,
  nameOf,
  onSaved,
}: Terms<K>): Editor<Kinds[K]> {
  const { api, canChange } = useConsole();
  const words = useAdminWords();
  const { succeeded } = useToasts();
  const who = useWho();
  return useEditor<Kinds[K]>({
    start: saved.settings,
    version: saved.version,
    isReadOnly: !canChange,
    check,
    store: async (draft, version) => {
      const stored = await api.replace(kind, saved.id, version, draft);
      succeeded(words.editor.saved({ name: nameOf(stored.settings) }));
    },
    newer: async () => {
      const [now, { items }] = await Promise.all([
        api.read(kind, saved.id),
        api.history({ what: whatOf[kind], id: saved.id }, null, 1),
      ]);
      const [last] = items;
      return { version: now.version, draft: now.settings, at: now.changedAt, by: last && who(last.by) };
    },
    onSaved,
  });
}

interface NewTerms<K extends Kind, Draft extends Kinds[K]> {
  readonly kind: K;
  readonly start: Draft;
  /** Converts between the saved settings, the draft and the request body, where they differ. */
  split?(draft: Draft): { settings: Kinds[K]; body: object };
  check(draft: Draft): Problems;
  nameOf(draft: Draft): string;
  onSaved(id: string): void;
}

/** Edits new settings. Their id is generated once, so that saving twice creates only one resource. */
export function useNewEditor<K extends Kind, Draft extends Kinds[K]>(
  terms: NewTerms<K, Draft>,
): Editor<Draft> {
  const { kind, start, split, check, nameOf, onSaved } = terms;
  const { api } = useConsole();
  const words = useAdminWords();
  const { succeeded } = useToasts();
  const [id] = useState(newId);
  return useEditor<Draft>({
    start,
    version: 0,
    check,
    store: async (draft) => {
      const { settings, body }: { settings: Kinds[K]; body: object } = split
        ? split(draft)
        : { settings: draft, body: draft };
      await api.store(kind, id, settings, body);
      succeeded(words.editor.saved({ name: nameOf(draft) }));
    },
    onSaved: () => {
      onSaved(id);
    },
  });
}
