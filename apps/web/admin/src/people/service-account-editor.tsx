import { useRef, useState } from 'react';
import { EditorSurface } from '../editor/editor-surface';
import { ManyField } from '../fields/many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { useEditor } from '../form/use-editor';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';
import {
  scopes,
  serviceAccountProblems,
  settingsOf,
  type ServiceAccount,
  type ServiceAccountSettings,
  type WithSecret,
} from './service-accounts';

interface Props {
  /** Absent for a new service account. */
  readonly saved?: ServiceAccount;
  /** Called after saving, with the secret of a new service account. */
  onSaved(made?: WithSecret): void;
  onClose(): void;
}

/** Edits the name and the scopes of a service account. */
export function ServiceAccountEditor({ saved, onSaved, onClose }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { api } = useConsole();
  const [start] = useState<ServiceAccountSettings>(
    saved ? settingsOf(saved) : { name: '', scopes: ['conversations:read'], active: true },
  );
  const made = useRef<WithSecret>(undefined);
  const editor = useEditor({
    start,
    version: saved?.version ?? 0,
    check: serviceAccountProblems,
    store: async (draft, version) => {
      const settings = { ...draft, name: draft.name.trim() };
      if (saved) await api.serviceAccounts.replace({ ...saved, version }, settings);
      else made.current = await api.serviceAccounts.create(settings);
    },
    onSaved: () => {
      onSaved(made.current);
    },
  });
  const { draft, bind, change } = editor;
  return (
    <EditorSurface
      title={saved ? words.editOf({ name: saved.name }) : words.services.create}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          content: (
            <>
              <TextField
                bound={bind('/name')}
                label={fields['/name']}
                value={draft.name}
                isRequired
                autoFocus
                onValue={(name) => {
                  change('/name', { ...draft, name });
                }}
              />
              <ManyField
                bound={bind('/scopes')}
                label={fields['/scopes']}
                values={draft.scopes}
                options={scopes.map((scope) => [scope, words.services.scopes[scope]] as const)}
                onValues={(chosen) => {
                  change('/scopes', { ...draft, scopes: chosen });
                }}
              />
              <SwitchField
                bound={bind('/active')}
                label={fields['/active']}
                hint={words.services.deactivateHint}
                isOn={draft.active}
                onValue={(active) => {
                  change('/active', { ...draft, active });
                }}
              />
            </>
          ),
        },
      ]}
    />
  );
}
