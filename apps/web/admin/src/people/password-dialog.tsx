import { useState } from 'react';
import { useToasts } from '../../../kit/toasts';
import { EditorSurface } from '../editor/editor-surface';
import { TextField } from '../fields/text-field';
import { useEditor } from '../form/use-editor';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';
import { passwordProblems } from './new-people';

interface Props {
  readonly accountId: string;
  readonly title: string;
  onClose(): void;
}

/** Sets the password of an account, which is typed twice and stored only by the server. */
export function PasswordDialog({ accountId, title, onClose }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { api } = useConsole();
  const { succeeded } = useToasts();
  const [start] = useState({ password: '', again: '' });
  const editor = useEditor({
    start,
    version: 0,
    check: ({ password, again }) => passwordProblems(password, again),
    // A new password overwrites no other change, so it applies to the current version.
    store: async ({ password }) => {
      const { version } = await api.read('accounts', accountId);
      await api.setPassword(accountId, version, password);
      succeeded(words.people.passwordSet);
    },
    onSaved: onClose,
  });
  const { draft, bind, change } = editor;
  return (
    <EditorSurface
      title={title}
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
                bound={bind('/password')}
                label={fields['/password']}
                hint={words.people.passwordHint}
                type="password"
                value={draft.password}
                isRequired
                autoFocus
                onValue={(password) => {
                  change('/password', { ...draft, password });
                }}
              />
              <TextField
                bound={bind('/again')}
                label={fields['/again']}
                type="password"
                value={draft.again}
                isRequired
                onValue={(again) => {
                  change('/again', { ...draft, again });
                }}
              />
            </>
          ),
        },
      ]}
    />
  );
}
