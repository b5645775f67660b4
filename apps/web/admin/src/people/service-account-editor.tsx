import { Scope, type ServiceAccountSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { savedOf } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { ManyField } from '../fields/many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields } from '../words/words';
import type { ServiceAccount, WithSecret } from './service-accounts';

const newServiceAccount: ServiceAccountSettings = {
  name: '',
  scopes: ['conversations:read'],
  active: true,
};

interface Props {
  /** Absent for a new service account. */
  readonly saved?: ServiceAccount;
  /** Called with a new service account, whose secret is shown only once. */
  onMade?(made: WithSecret): void;
  onClose(): void;
}

/** Edits the name and the scopes of a service account. */
export function ServiceAccountEditor({ saved, onMade, onClose }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { api } = useConsole();
  const [edited] = useState(() =>
    saved ? savedOf('service-accounts', saved) : { settings: newServiceAccount },
  );
  return (
    <SettingsEditor
      kind="service-accounts"
      edited={edited}
      title={saved ? words.audit.whats['service-account'] : words.services.create}
      isSmall
      create={(draft) => api.serviceAccounts.create(draft).then(onMade)}
      fields={({ draft, bind, change }) => (
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
            options={Scope.options.map((scope) => [scope, words.services.scopes[scope]] as const)}
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
      )}
      onClose={onClose}
    />
  );
}
