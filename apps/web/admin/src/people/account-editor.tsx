import { useState } from 'react';
import type { AccountSettings, Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useNewEditor, useSavedEditor } from '../editor/use-saved-editor';
import { TextField } from '../fields/text-field';
import { HistoryList } from '../history/history-list';
import { useAdminWords, useFields } from '../words/words';
import { AccountFields } from './account-fields';
import { accountProblems, newAccount, newAccountProblems, type NewAccountDraft } from './check-people';

interface Common {
  onSaved(): void;
  onClose(): void;
}

const nameOf = ({ displayName }: AccountSettings) => displayName;

export function AccountEditor({ saved, onSaved, onClose }: Common & { saved: Saved<AccountSettings> }) {
  const words = useAdminWords();
  const editor = useSavedEditor({ kind: 'accounts', saved, check: accountProblems, nameOf, onSaved });
  return (
    <EditorSurface
      title={words.people.account}
      subtitle={saved.settings.displayName}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <AccountFields form={editor} />,
        },
        {
          id: 'history',
          label: words.history,
          content: <HistoryList what="account" id={saved.id} />,
        },
      ]}
    />
  );
}

export function NewAccount({ onSaved, onClose }: Common) {
  const words = useAdminWords();
  const fields = useFields();
  const [start] = useState(newAccount);
  const editor = useNewEditor<'accounts', NewAccountDraft>({
    kind: 'accounts',
    start,
    split: ({ password, ...settings }) => ({
      settings,
      body: { ...settings, password: password === '' ? null : password },
    }),
    check: newAccountProblems,
    nameOf,
    onSaved,
  });
  return (
    <EditorSurface
      title={words.people.newAccount}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: (
            <>
              <AccountFields form={editor} isNew />
              <TextField
                bound={editor.bind('/password')}
                label={fields['/password']}
                hint={`${words.people.passwordHint} ${words.people.passwordLater}`}
                type="password"
                value={editor.draft.password}
                onValue={(password) => {
                  editor.change('/password', { ...editor.draft, password });
                }}
              />
            </>
          ),
        },
      ]}
    />
  );
}
