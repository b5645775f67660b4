import { useState } from 'react';
import type { Kinds, SavedItem } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { TextField } from '../fields/text-field';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';
import { AccountFields } from './account-fields';
import { newAccount, newAccountProblems, type NewAccountDraft } from './new-people';

interface Props {
  readonly saved: SavedItem<Kinds['accounts']>;
  onClose(): void;
}

export function AccountEditor({ saved, onClose }: Props) {
  const words = useAdminWords();
  return (
    <SettingsEditor
      kind="accounts"
      edited={saved}
      title={words.people.account}
      isSmall
      fields={(form) => <AccountFields form={form} />}
      onClose={onClose}
    />
  );
}

export function NewAccount({ onClose }: Pick<Props, 'onClose'>) {
  const words = useAdminWords();
  const fields = useFields();
  const { api } = useConsole();
  const [settings] = useState(newAccount);
  return (
    <SettingsEditor<'accounts', NewAccountDraft>
      kind="accounts"
      edited={{ settings }}
      title={words.people.newAccount}
      isSmall
      check={newAccountProblems}
      create={({ password, ...account }, id) =>
        api.store('accounts', id, account, { ...account, password: password === '' ? null : password })
      }
      fields={(form) => (
        <>
          <AccountFields form={form} isNew />
          <TextField
            bound={form.bind('/password')}
            label={fields['/password']}
            hint={`${words.people.passwordHint} ${words.people.passwordLater}`}
            type="password"
            value={form.draft.password}
            onValue={(password) => {
              form.change('/password', { ...form.draft, password });
            }}
          />
        </>
      )}
      onClose={onClose}
    />
  );
}
