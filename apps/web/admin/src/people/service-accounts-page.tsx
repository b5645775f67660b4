import { Button, Link } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { Place, WhenLoaded } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { usePages } from '../shell/use-pages';
import { useAdminWords, useFields } from '../words/words';
import { SecretDialog } from './secret-dialog';
import { ServiceAccountEditor } from './service-account-editor';
import type { ServiceAccount, ServiceSecret, WithSecret } from './service-accounts';

type Open =
  | { readonly what: 'new' }
  | { readonly what: 'edit'; readonly account: ServiceAccount }
  | { readonly what: 'remove'; readonly account: ServiceAccount; readonly secret: ServiceSecret }
  | { readonly what: 'secret'; readonly made: WithSecret };

/** The list of service accounts. */
export function ServiceAccountsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const toasts = useToasts();
  const { api } = useConsole();
  const [opened, setOpened] = useState<Open>();
  const [loaded, reload] = usePages('service-accounts', (cursor) => api.serviceAccounts.list(cursor));
  const close = () => {
    setOpened(undefined);
  };
  const saved = (made?: WithSecret) => {
    setOpened(made ? { what: 'secret', made } : undefined);
    reload();
  };
  const failed = (error: unknown) => {
    toasts.failed(error);
    reload();
  };
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
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(accounts) => (
          <>
            <ThingsTable
              label={words.services.title}
              things={accounts.items}
              keyOf={({ serviceAccountId }) => serviceAccountId}
              columns={[
                {
                  label: fields['/name'],
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
                            api.serviceAccounts.addSecret(account).then(saved, failed);
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
            {opened?.what === 'new' && <ServiceAccountEditor onSaved={saved} onClose={close} />}
            {opened?.what === 'edit' && (
              <ServiceAccountEditor
                key={opened.account.serviceAccountId}
                saved={opened.account}
                onSaved={saved}
                onClose={close}
              />
            )}
            {opened?.what === 'secret' && (
              <SecretDialog
                title={words.services.secretOf({ name: opened.made.name })}
                values={[
                  [words.services.clientId, opened.made.serviceAccountId],
                  [words.services.secret, opened.made.secret],
                  [words.services.tokenAddress, new URL('/oauth/token', location.href).href],
                ]}
                onClose={close}
              />
            )}
            <ConfirmDialog
              isOpen={opened?.what === 'remove'}
              title={words.services.removeSecretOf({
                name: opened?.what === 'remove' ? opened.account.name : '',
              })}
              action={words.services.removeSecret}
              onConfirm={() => {
                if (opened?.what !== 'remove') return;
                const { account, secret } = opened;
                api.serviceAccounts.removeSecret(account, secret.secretId).then(() => {
                  toasts.succeeded(words.services.secretRemoved);
                  reload();
                }, failed);
              }}
              onClose={close}
            >
              {words.services.removeSecretText}
            </ConfirmDialog>
          </>
        )}
      </WhenLoaded>
    </Place>
  );
}
