import type { AccountSettings } from '@rejoin/contracts';
import { ManyField } from '../fields/many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { AgentField } from './agent-field';

interface Props<Draft extends AccountSettings> {
  readonly form: FormTools<Draft>;
  readonly isNew?: boolean;
}

/** The fields of an account. */
export function AccountFields<Draft extends AccountSettings>({ form, isNew = false }: Props<Draft>) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  const change = (changed: Partial<AccountSettings>) => {
    form.change(`/${Object.keys(changed)[0] ?? ''}`, { ...draft, ...changed });
  };
  const roles = (['agent', 'supervisor', 'administrator'] as const).map(
    (role) => [role, `${words.roles[role]} – ${words.people.roleHints[role]}`] as const,
  );
  return (
    <>
      <TextField
        bound={bind('/login')}
        label={fields['/login']}
        value={draft.login}
        isRequired
        isCode
        autoFocus={isNew}
        onValue={(login) => {
          change({ login });
        }}
      />
      <TextField
        bound={bind('/displayName')}
        label={fields['/displayName']}
        value={draft.displayName}
        isRequired
        onValue={(displayName) => {
          change({ displayName });
        }}
      />
      <ManyField
        bound={bind('/roles')}
        label={fields['/roles']}
        values={draft.roles}
        options={roles}
        onValues={(values) => {
          change({ roles: values });
        }}
      />
      <AgentField
        bound={bind('/agentId')}
        value={draft.agentId}
        onValue={(agentId) => {
          change({ agentId });
        }}
      />
      {!isNew && (
        <SwitchField
          bound={bind('/active')}
          label={fields['/active']}
          hint={words.people.deactivateAccount}
          isOn={draft.active}
          onValue={(active) => {
            change({ active });
          }}
        />
      )}
    </>
  );
}
