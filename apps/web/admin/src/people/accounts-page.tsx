import { Badge, Button, Link, tokens } from '@fluentui/react-components';
import { AddRegular, PasswordRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { Place, WhenLoaded } from '../shell/place';
import { SearchField } from '../shell/search-field';
import { ThingsTable } from '../shell/things-table';
import { usePages } from '../shell/use-pages';

import { useAdminWords, useFields } from '../words/words';
import { AccountEditor, NewAccount } from './account-editor';
import { PasswordDialog } from './password-dialog';

type Open =
  { readonly what: 'new' } | { readonly what: 'edit' | 'password' | 'second-factor'; readonly id: string };

/** The list of accounts. */
export function AccountsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const kit = useWords(kitWords);
  const toasts = useToasts();
  const { api, session } = useConsole();
  const [opened, setOpened] = useState<Open>();
  const [search, setSearch] = useState('');
  const [loaded, reload] = usePages(`accounts ${search}`, (cursor) =>
    api.list('accounts', { search, cursor }),
  );
  const close = () => {
    setOpened(undefined);
  };
  const saved = () => {
    close();
    reload();
  };
  const removeSecondFactor = (id: string, version: number) => {
    api.removeSecondFactor(id, version).then(() => {
      toasts.succeeded(words.people.secondFactorRemoved);
      saved();
    }, toasts.failed);
  };
  const add = (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        setOpened({ what: 'new' });
      }}
    >
      {words.people.newAccount}
    </Button>
  );
  return (
    <Place title={words.accounts} intro={words.people.accountsIntro} actions={add}>
      <SearchField value={search} onValue={setSearch} />
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(accounts) => {
          const open =
            opened?.what === 'new' ? undefined : accounts.items.find(({ id }) => id === opened?.id);
          return (
            <>
              <ThingsTable
                label={words.accounts}
                things={accounts.items}
                keyOf={({ id }) => id}
                columns={[
                  {
                    label: fields['/displayName'],
                    shown: ({ id, settings }) => (
                      <>
                        <Link
                          as="button"
                          onClick={() => {
                            setOpened({ what: 'edit', id });
                          }}
                        >
                          {settings.displayName}
                        </Link>
                        {id === session?.account.accountId && (
                          <Badge
                            appearance="outline"
                            style={{ marginInlineStart: tokens.spacingHorizontalS }}
                          >
                            {words.people.you}
                          </Badge>
                        )}
                      </>
                    ),
                  },
                  {
                    label: fields['/login'],
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
                    shown: ({ id, settings }) => (
                      <Button
                        size="small"
                        icon={<PasswordRegular />}
                        aria-label={`${words.people.setPassword}: ${settings.displayName}`}
                        onClick={() => {
                          setOpened({ what: 'password', id });
                        }}
                      >
                        {words.people.setPassword}
                      </Button>
                    ),
                  },
                  {
                    label: kit.secondFactor.title,
                    isSecondary: true,
                    shown: ({ id, settings, hasSecondFactor }) =>
                      hasSecondFactor && (
                        <Button
                          size="small"
                          aria-label={words.people.removeSecondFactorOf({ name: settings.displayName })}
                          onClick={() => {
                            setOpened({ what: 'second-factor', id });
                          }}
                        >
                          {kit.secondFactor.turnOff}
                        </Button>
                      ),
                  },
                ]}
              />
              <MoreButton pages={accounts} />
              {opened?.what === 'new' && <NewAccount onSaved={saved} onClose={close} />}
              {open && opened?.what === 'edit' && (
                <AccountEditor key={open.id} saved={open} onSaved={saved} onClose={close} />
              )}
              <ConfirmDialog
                isOpen={open !== undefined && opened?.what === 'second-factor'}
                title={words.people.removeSecondFactorOf({ name: open?.settings.displayName ?? '' })}
                action={words.people.removeSecondFactor}
                onConfirm={() => {
                  if (open) removeSecondFactor(open.id, open.version);
                }}
                onClose={close}
              >
                {words.people.removeSecondFactorText}
              </ConfirmDialog>
              {open && opened?.what === 'password' && (
                <PasswordDialog
                  accountId={open.id}
                  title={words.people.setPasswordOf({ name: open.settings.displayName })}
                  onClose={saved}
                />
              )}
            </>
          );
        }}
      </WhenLoaded>
    </Place>
  );
}
