import { configRoutes, type ReplyOf } from '@rejoin/contracts';
import type { Command } from 'commander';
import { CommandFailure, exitCodes } from '../failure';
import { HttpApi } from '../outbound/http-api';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

type Account = ReplyOf<typeof configRoutes.accounts.read>;

export function addAccounts(program: Command, terminal: Terminal): void {
  const admin = program.command('admin').description('The first administrator of a new system');
  addLeaf(
    admin,
    terminal,
    'create',
    'Create the first administrator with the setup token (REJOIN_SETUP_TOKEN_FILE, REJOIN_ADMIN_LOGIN, REJOIN_ADMIN_PASSWORD_FILE)',
    async (_, { name }) => {
      const { administrator, setupToken, configUrl } = terminal.environment;
      const { login, password } = administrator;
      const displayName = typeof name === 'string' ? name : login;
      const body = { token: setupToken, login, displayName, password };
      const api = HttpApi.anonymous(configUrl);
      const { accountId } = await api.send(configRoutes.signIn.firstAdministrator, { body });
      return { lines: [`${login} is the first administrator.`], value: { accountId, login } };
    },
  ).option('--name <name>', 'the name that others see; the username unless given');

  const accounts = program.command('accounts').description('Accounts of people');
  const signedIn = <T>(work: (api: HttpApi) => Promise<T>) =>
    HttpApi.asAdministrator(terminal.environment.configUrl, terminal.environment.administrator, work);
  addLeaf(accounts, terminal, 'list', 'List accounts with their roles', async () => {
    const all = await signedIn((api) => api.all(configRoutes.accounts.list, 'items'));
    return { lines: all.map(lineOf), value: { accounts: all } };
  });
  for (const active of [false, true]) {
    const verb = active ? 'activate' : 'deactivate';
    const summary = active
      ? 'Let an account sign in again'
      : 'End the sign-ins of an account, and prevent new ones';
    addLeaf(accounts, terminal, `${verb} <login>`, summary, async ([login = '']) => {
      const isChanged = await signedIn((api) => setActive(api, login, active));
      const now = active ? 'active' : 'inactive';
      return {
        lines: [isChanged ? `${login} is ${now} now.` : `${login} was ${now} already.`],
        value: { login, active, changed: isChanged },
      };
    });
  }
}

async function setActive(api: HttpApi, login: string, active: boolean): Promise<boolean> {
  const all = await api.all(configRoutes.accounts.list, 'items');
  const found = all.find((one) => one.login === login);
  if (!found)
    throw new CommandFailure(
      exitCodes.refused,
      `There is no account ${login}`,
      'rejoin accounts list shows all.',
      'not-found',
    );
  if (found.active === active) return false;
  const { accountId, version, hasPassword: _, hasSecondFactor: __, changedAt: ___, ...settings } = found;
  const body = { ...settings, active };
  await api.send(configRoutes.accounts.replace, { of: [accountId], body, version });
  return true;
}

function lineOf({ login, displayName, roles, active, hasSecondFactor }: Account): string {
  return [
    login,
    displayName,
    roles.join('+'),
    active ? 'active' : 'inactive',
    hasSecondFactor ? 'two-step verification' : 'password only',
  ].join('  ');
}
