import { Scope, type ServiceAccountSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { savedOf } from '../api/kinds';
import { NamedFields } from '../editor/named-fields';
import { SettingsEditor } from '../editor/settings-editor';
import { ManyField } from '../fields/many-field';
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
      fields={(form) => (
        <NamedFields form={form} activeHint={words.services.deactivateHint}>
          <ManyField
            bound={form.bind('/scopes')}
            label={fields['/scopes']}
            values={form.draft.scopes}
            options={Scope.options.map((scope) => [scope, words.services.scopes[scope]] as const)}
            onValues={(chosen) => {
              form.change('/scopes', { ...form.draft, scopes: chosen });
            }}
          />
        </NamedFields>
      )}
      onClose={onClose}
    />
  );
}
