import { Badge, Button, Link, tokens } from '@fluentui/react-components';
import { PasswordRegular } from '@fluentui/react-icons';
import { Role } from '@rejoin/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Kinds, SavedItem } from '../api/kinds';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { PickFilter } from '../list/pick-filter';
import { useList } from '../list/use-list';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useAction } from '../shell/use-action';
import { useAdminWords, useFields } from '../words/words';
import { AccountEditor, NewAccount } from './account-editor';
import { AddPeople } from './add-people';
import { PasswordDialog } from './password-dialog';

type Account = SavedItem<Kinds['accounts']>;
type Open =
  | { readonly what: 'new' }
  | { readonly what: 'edit' | 'password' | 'second-factor'; readonly account: Account };

const shape: ListShape = { sorts: ['displayName', 'login', 'changedAt'], filters: ['role'] };

/** The list of accounts. */
export function AccountsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const kit = useWords(kitWords);
  const toasts = useToasts();
  const { api, session } = useConsole();
  const [opened, setOpened] = useState<Open>();
  const list = useList(shape);
  const accounts = useInfiniteQuery(
    pagesOf(['accounts', list.wanted], (cursor) => api.list('accounts', { ...list.wanted, cursor })),
  );
  const close = () => {
    setOpened(undefined);
  };
  const removeSecondFactor = useAction(
    ({ id, version }: Account) => api.removeSecondFactor(id, version),
    () => {
      toasts.succeeded(words.people.secondFactorRemoved);
    },
  );
  const add = <AddPeople label={words.people.newAccount} onAdd={() => setOpened({ what: 'new' })} />;
  return (
    <Place title={words.accounts} intro={words.people.accountsIntro} actions={add}>
      <ListBar list={list}>
        <PickFilter
          list={list}
          name="role"
          label={words.lists.role}
          all={words.audit.everything}
          options={Role.options.map((role) => [role, words.roles[role]])}
        />
      </ListBar>
      <WhenListed query={accounts}>
        {(things) => (
          <>
            <ThingsTable
              label={words.accounts}
              list={list}
              things={things}
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
                          setOpened({ what: 'edit', account });
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
                        setOpened({ what: 'password', account });
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
                          setOpened({ what: 'second-factor', account });
                        }}
                      >
                        {kit.secondFactor.turnOff}
                      </Button>
                    ),
                },
              ]}
            />
            <MoreButton pages={accounts} />
          </>
        )}
      </WhenListed>
      {opened?.what === 'new' && <NewAccount onClose={close} />}
      {opened?.what === 'edit' && <AccountEditor saved={opened.account} onClose={close} />}
      {opened?.what === 'password' && (
        <PasswordDialog
          accountId={opened.account.id}
          title={words.people.setPasswordOf({ name: opened.account.settings.displayName })}
          onClose={close}
        />
      )}
      <ConfirmDialog
        isOpen={opened?.what === 'second-factor'}
        title={words.people.removeSecondFactorOf({
          name: opened?.what === 'second-factor' ? opened.account.settings.displayName : '',
        })}
        action={words.people.removeSecondFactor}
        onConfirm={() => {
          if (opened?.what === 'second-factor') removeSecondFactor.mutate(opened.account);
        }}
        onClose={close}
      >
        {words.people.removeSecondFactorText}
      </ConfirmDialog>
    </Place>
  );
}
