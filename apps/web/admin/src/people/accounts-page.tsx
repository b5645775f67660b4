import { Role } from '@rejoin/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { PickFilter } from '../list/pick-filter';
import { useList } from '../list/use-list';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { useAdminWords } from '../words/words';
import { AccountEditor, NewAccount } from './account-editor';
import { AccountsTable, type Account, type OpenAccount } from './accounts-table';
import { AddPeople } from './add-people';
import { PasswordDialog } from './password-dialog';

const shape: ListShape = { sorts: ['displayName', 'login', 'changedAt'], filters: ['role'] };

/** The list of accounts. */
export function AccountsPage() {
  const words = useAdminWords();
  const toasts = useToasts();
  const { api } = useConsole();
  const [opened, setOpened] = useState<OpenAccount | { readonly what: 'new' }>();
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
            <AccountsTable list={list} accounts={things} onOpen={setOpened} />
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
