import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { useList } from '../list/use-list';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { useAdminWords } from '../words/words';
import { SecretDialog } from './secret-dialog';
import { ServiceAccountEditor } from './service-account-editor';
import { ServiceAccountsTable } from './service-accounts-table';
import type { ServiceAccount, ServiceSecret, WithSecret } from './service-accounts';

type Open =
  | { readonly what: 'new' }
  | { readonly what: 'edit'; readonly account: ServiceAccount }
  | { readonly what: 'remove'; readonly account: ServiceAccount; readonly secret: ServiceSecret };

const shape: ListShape = { sorts: ['createdAt', 'name', 'changedAt'] };

/** The list of service accounts. */
export function ServiceAccountsPage() {
  const words = useAdminWords();
  const toasts = useToasts();
  const { api } = useConsole();
  const [opened, setOpened] = useState<Open>();
  /** Its secret is shown, which is possible only once. */
  const [made, setMade] = useState<WithSecret>();
  const list = useList(shape);
  const accounts = useInfiniteQuery(
    pagesOf(['service-accounts', list.wanted], (cursor) =>
      api.serviceAccounts.list({ ...list.wanted, cursor }),
    ),
  );
  const close = () => {
    setOpened(undefined);
  };
  const addSecret = useAction((account: ServiceAccount) => api.serviceAccounts.addSecret(account), setMade);
  const removeSecret = useAction(
    ({ account, secret }: { account: ServiceAccount; secret: ServiceSecret }) =>
      api.serviceAccounts.removeSecret(account, secret.secretId),
    () => {
      toasts.succeeded(words.services.secretRemoved);
    },
  );
  const add = (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        setOpened({ what: 'new' });
      }}
    >
      {words.services.create}
    </Button>
  );
  return (
    <Place title={words.services.title} intro={words.services.intro} actions={add}>
      <ListBar list={list} />
      <WhenListed query={accounts}>
        {(things) => (
          <>
            <ServiceAccountsTable
              list={list}
              accounts={things}
              onEdit={(account) => {
                setOpened({ what: 'edit', account });
              }}
              onAddSecret={addSecret.mutate}
              onRemoveSecret={(account, secret) => {
                setOpened({ what: 'remove', account, secret });
              }}
            />
            <MoreButton pages={accounts} />
            {opened?.what === 'new' && <ServiceAccountEditor onMade={setMade} onClose={close} />}
            {opened?.what === 'edit' && <ServiceAccountEditor saved={opened.account} onClose={close} />}
            {made && (
              <SecretDialog
                title={words.services.secretOf({ name: made.name })}
                values={[
                  [words.services.clientId, made.serviceAccountId],
                  [words.services.secret, made.secret],
                  [words.services.tokenAddress, new URL('/oauth/token', location.href).href],
                ]}
                onClose={() => {
                  setMade(undefined);
                }}
              />
            )}
            <ConfirmDialog
              isOpen={opened?.what === 'remove'}
              title={words.services.removeSecretOf({
                name: opened?.what === 'remove' ? opened.account.name : '',
              })}
              action={words.services.removeSecret}
              onConfirm={() => {
                if (opened?.what === 'remove') removeSecret.mutate(opened);
              }}
              onClose={close}
            >
              {words.services.removeSecretText}
            </ConfirmDialog>
          </>
        )}
      </WhenListed>
    </Place>
  );
}
