import { Button, Link } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { useList } from '../list/use-list';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useAction } from '../shell/use-action';
import { useAdminWords, useFields } from '../words/words';
import { SecretDialog } from './secret-dialog';
import { ServiceAccountEditor } from './service-account-editor';
import type { ServiceAccount, ServiceSecret, WithSecret } from './service-accounts';

type Open =
  | { readonly what: 'new' }
  | { readonly what: 'edit'; readonly account: ServiceAccount }
  | { readonly what: 'remove'; readonly account: ServiceAccount; readonly secret: ServiceSecret };

const shape: ListShape = { sorts: ['createdAt', 'name', 'changedAt'] };

/** The list of service accounts. */
export function ServiceAccountsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
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
  const shownSecret = (account: ServiceAccount, secret: ServiceSecret) => (
    <div key={secret.secretId}>
      <bdi dir="ltr">…{secret.hint}</bdi>{' '}
      {words.services.expires({ when: formats.dateTime(secret.expiresAt) })}{' '}
      {secret.lastUsedAt === null
        ? words.services.neverUsed
        : words.services.lastUsed({ when: formats.dateTime(secret.lastUsedAt) })}{' '}
      <Button
        size="small"
        aria-label={words.removeOf({ name: `${account.name} …${secret.hint}` })}
        onClick={() => {
          setOpened({ what: 'remove', account, secret });
        }}
      >
        {words.services.removeSecret}
      </Button>
    </div>
  );
  return (
    <Place title={words.services.title} intro={words.services.intro} actions={add}>
      <ListBar list={list} />
      <WhenListed query={accounts}>
        {(things) => (
          <>
            <ThingsTable
              label={words.services.title}
              list={list}
              things={things}
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
                          setOpened({ what: 'edit', account });
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
                      {account.secrets.map((secret) => shownSecret(account, secret))}
                      {account.secrets.length < 2 && (
                        <Button
                          size="small"
                          aria-label={words.services.addSecretTo({ name: account.name })}
                          onClick={() => {
                            addSecret.mutate(account);
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
