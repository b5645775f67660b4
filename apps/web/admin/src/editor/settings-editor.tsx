import { useState, type ReactNode } from 'react';
import { useToasts } from '../../../kit/toasts';
import { newId } from '../api/api';
import { kinds, nameOf, type Kind, type Kinds, type SavedItem } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { problemsOf, type Problems } from '../form/problem';
import { useEditor, type Editor } from '../form/use-editor';
import { HistoryList } from '../history/history-list';
import { useWho } from '../history/who';
import { useConsole } from '../shell/console';
import { useAdminWords } from '../words/words';
import { EditorSurface } from './editor-surface';
import type { EditorTab } from './use-shown-tab';

interface Props<K extends Kind, Draft extends Kinds[K]> {
  readonly kind: K;
  /** The saved settings, or the first draft of new ones. */
  readonly edited: SavedItem<Kinds[K]> | { readonly id?: undefined; readonly settings: Draft };
  readonly title: string;
  readonly isSmall?: boolean;
  /** Checks the draft; by default with the schema of the service. */
  check?(draft: Draft): Problems;
  /** Creates new settings. By default they get this id, so that creating them twice creates only one resource. */
  create?(draft: Draft, id: string): Promise<unknown>;
  /** All fields, if they fit on one tab. */
  fields?(form: Editor<Draft>): ReactNode;
  tabs?(form: Editor<Draft>): readonly EditorTab[];
  /** Called after saving, or when the person leaves. */
  onClose(): void;
}

/** Edits the settings of a resource, or creates one. Saving replaces only the version that was read. */
export function SettingsEditor<K extends Kind, Draft extends Kinds[K] = Kinds[K]>(props: Props<K, Draft>) {
  const { kind, edited, title, isSmall = false, fields, tabs, onClose } = props;
  const words = useAdminWords();
  const editor = useSettingsEditor(props);
  const general = fields && {
    id: 'general',
    label: words.editor.general,
    fields: ['/'],
    content: fields(editor),
  };
  const history = edited.id !== undefined && {
    id: 'history',
    label: words.history,
    content: <HistoryList filter={{ what: kinds[kind].what, id: edited.id }} />,
  };
  return (
    <EditorSurface
      title={title}
      {...(edited.id === undefined ? {} : { subtitle: nameOf(edited.settings) })}
      editor={editor}
      isSmall={isSmall}
      onClose={onClose}
      tabs={[...(general ? [general] : []), ...(tabs?.(editor) ?? []), ...(history ? [history] : [])]}
    />
  );
}

function useSettingsEditor<K extends Kind, Draft extends Kinds[K]>(props: Props<K, Draft>): Editor<Draft> {
  const { kind, edited, check = (draft) => problemsOf(foundBy(kinds[kind].schema, draft)), onClose } = props;
  const { api, canChange } = useConsole();
  const words = useAdminWords();
  const { succeeded } = useToasts();
  const who = useWho();
  const [freshId] = useState(newId);
  const { id } = edited;
  const create = props.create ?? ((draft: Draft) => api.store(kind, freshId, draft));
  return useEditor<Draft>({
    // The settings of a saved resource are the whole draft; only a new one has fields beside them.
    start: edited.settings as Draft,
    version: id === undefined ? 0 : edited.version,
    isReadOnly: !canChange,
    check,
    store: async (draft, version) => {
      if (id === undefined) await create(draft, freshId);
      else await api.replace(kind, id, version, draft);
      succeeded(words.editor.saved({ name: nameOf(draft) }));
    },
    newer:
      id === undefined
        ? undefined
        : async () => {
            const [now, { items }] = await Promise.all([
              api.read(kind, id),
              api.history({ what: kinds[kind].what, id }, null, 1),
            ]);
            const [last] = items;
            const draft = now.settings as Draft;
            return { version: now.version, draft, at: now.changedAt, by: last && who(last.by) };
          },
    onSaved: onClose,
  });
}
