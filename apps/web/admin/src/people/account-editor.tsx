import { useState } from 'react';
import type { AccountSettings, Kinds, Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useNewEditor, useSavedEditor } from '../editor/use-saved-editor';
import { TextField } from '../fields/text-field';
import { HistoryList } from '../history/history-list';
import { useAdminWords, useFields } from '../words/words';
import { AccountFields } from './account-fields';
import { accountProblems, newAccount, newAccountProblems, type NewAccountDraft } from './check-people';

interface Common {
  readonly agents: readonly Saved<Kinds['agents']>[];
  onSaved(): void;
  onClose(): void;
}

const nameOf = ({ displayName }: AccountSettings) => displayName;

export function AccountEditor({
  saved,
  agents,
  onSaved,
  onClose,
}: Common & { saved: Saved<AccountSettings> }) {
  const words = useAdminWords();
  const editor = useSavedEditor({ kind: 'accounts', saved, check: accountProblems, nameOf, onSaved });
  const names = new Map(agents.map(({ id, settings }) => [id, settings.displayName]));
  return (
    <EditorSurface
      title={words.people.account}
      subtitle={saved.settings.displayName}
      editor={editor}
      names={names}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <AccountFields form={editor} agents={agents} />,
        },
        {
          id: 'history',
          label: words.history,
          content: <HistoryList what="account" id={saved.id} names={names} />,
        },
      ]}
    />
  );
}

export function NewAccount({ agents, onSaved, onClose }: Common) {
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
              <AccountFields form={editor} agents={agents} isNew />
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
