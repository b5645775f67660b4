import { Badge, Button, Link, tokens } from '@fluentui/react-components';
import { PasswordRegular } from '@fluentui/react-icons';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import type { Kinds, SavedItem } from '../api/kinds';
import type { List } from '../list/use-list';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';

export type Account = SavedItem<Kinds['accounts']>;

/** An account with the dialog in which it is changed. */
export interface OpenAccount {
  readonly what: 'edit' | 'password' | 'second-factor';
  readonly account: Account;
}

interface Props {
  readonly list: List;
  readonly accounts: readonly Account[];
  onOpen(open: OpenAccount): void;
}

/** Accounts with their roles. */
export function AccountsTable({ list, accounts, onOpen }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const kit = useWords(kitWords);
  const { session } = useConsole();
  return (
    <ThingsTable
      label={words.accounts}
      list={list}
      things={accounts}
      keyOf={({ id }) => id}
      columns={[
        {
          label: fields['/displayName'],
          sort: 'displayName',
          shown: (account) => (
            <>
              <Link
                as="button"
                onClick={() => {
                  onOpen({ what: 'edit', account });
                }}
              >
                {account.settings.displayName}
              </Link>
              {account.id === session?.account.accountId && (
                <Badge appearance="outline" style={{ marginInlineStart: tokens.spacingHorizontalS }}>
                  {words.people.you}
                </Badge>
              )}
            </>
          ),
        },
        {
          label: fields['/login'],
          sort: 'login',
          isSecondary: true,
          shown: ({ settings }) => <bdi>{settings.login}</bdi>,
        },
        {
          label: fields['/roles'],
          isSecondary: true,
          shown: ({ settings }) => settings.roles.map((role) => words.roles[role]).join(', '),
        },
        { label: words.status, shown: ({ settings }) => <Activity isActive={settings.active} /> },
        {
          label: fields['/password'],
          shown: (account) => (
            <Button
              size="small"
              icon={<PasswordRegular />}
              aria-label={`${words.people.setPassword}: ${account.settings.displayName}`}
              onClick={() => {
                onOpen({ what: 'password', account });
              }}
            >
              {words.people.setPassword}
            </Button>
          ),
        },
        {
          label: kit.secondFactor.title,
          isSecondary: true,
          shown: (account) =>
            account.hasSecondFactor && (
              <Button
                size="small"
                aria-label={words.people.removeSecondFactorOf({ name: account.settings.displayName })}
                onClick={() => {
                  onOpen({ what: 'second-factor', account });
                }}
              >
                {kit.secondFactor.turnOff}
              </Button>
            ),
        },
      ]}
    />
  );
}
