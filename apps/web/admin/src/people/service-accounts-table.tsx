import { Button, Link } from '@fluentui/react-components';
import type { List } from '../list/use-list';
import { Activity } from '../shell/activity';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';
import { SecretLine } from './secret-line';
import type { ServiceAccount, ServiceSecret } from './service-accounts';

interface Props {
  readonly list: List;
  readonly accounts: readonly ServiceAccount[];
  onEdit(account: ServiceAccount): void;
  onAddSecret(account: ServiceAccount): void;
  onRemoveSecret(account: ServiceAccount, secret: ServiceSecret): void;
}

/** Service accounts with their scopes and secrets. */
export function ServiceAccountsTable({ list, accounts, onEdit, onAddSecret, onRemoveSecret }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  return (
    <ThingsTable
      label={words.services.title}
      list={list}
      things={accounts}
      keyOf={({ serviceAccountId }) => serviceAccountId}
      columns={[
        {
          label: fields['/name'],
          sort: 'name',
          shown: (account) => (
            <>
              <Link
                as="button"
                onClick={() => {
                  onEdit(account);
                }}
              >
                {account.name}
              </Link>
              <div>
                <bdi dir="ltr">{account.serviceAccountId}</bdi>
              </div>
            </>
          ),
        },
        {
          label: fields['/scopes'],
          isSecondary: true,
          shown: ({ scopes }) => scopes.map((scope) => words.services.scopes[scope]).join(', '),
        },
        { label: words.status, shown: ({ active }) => <Activity isActive={active} /> },
        {
          label: words.services.secrets,
          shown: (account) => (
            <>
              {account.secrets.map((secret) => (
                <SecretLine
                  key={secret.secretId}
                  accountName={account.name}
                  secret={secret}
                  onRemove={() => {
                    onRemoveSecret(account, secret);
                  }}
                />
              ))}
              {account.secrets.length < 2 && (
                <Button
                  size="small"
                  aria-label={words.services.addSecretTo({ name: account.name })}
                  onClick={() => {
                    onAddSecret(account);
                  }}
                >
                  {words.services.addSecret}
                </Button>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
