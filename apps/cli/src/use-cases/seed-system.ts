import { Refusal } from '@rejoin/client';
import { configRoutes, type WidgetSettings } from '@rejoin/contracts';
import { demoPassword } from '@rejoin/servers';
import type { Administrator } from '../cli.environment';
import { demoSeed, movedTo } from '../domain/demo';
import type { SeedAccount, SeedFile } from '../domain/seed-file';
import { accountOf, summariesOfSeed, planSeed, type KnownAccount, type Renew } from '../domain/seed-plan';
import { idOf, nameFields, type SavedSettings } from '../domain/settings-file';
import type { ChangeSummary } from '../domain/settings-plan';
import { CommandFailure, exitCodes } from '../failure';
import { HttpApi } from '../outbound/http-api';
import { keepDemoKey } from '../outbound/keep-demo-key';
import { applyPlan, invalid, readSettings } from './import-settings';

export interface Seed {
  readonly file: SeedFile;
  /** The password of accounts for which the file has none. */
  readonly password: string | undefined;
  readonly renew?: Renew;
}

export interface SeedTerms {
  readonly configUrl: string;
  /** Undefined: the first administrator of the file. */
  readonly administrator?: Administrator | undefined;
  /** Creates the administrator in a system that has none. */
  readonly setupToken?: string | undefined;
  readonly dryRun?: boolean;
  /** Whether the system may have accounts that the file does not name. */
  readonly force?: boolean;
}

const usualPortal = 'http://localhost:4105/portal';
const nothing: SavedSettings = { workstreams: [], agents: [], widgets: [], quickReplies: [] };

/**
 * Returns the demo. Its widgets follow the portal to another address and key. Without an address, existing widgets stay
 * as they are. `keyFile` has the key with which the portal signs customers in, and is created if it is not there.
 */
export async function theDemo(portalUrl?: string, keyFile?: string, password = demoPassword): Promise<Seed> {
  const publicKey = keyFile === undefined ? undefined : await keepDemoKey(keyFile);
  const renew: Renew = (section, settings) =>
    section === 'widgets' && portalUrl !== undefined
      ? { ...movedTo(portalUrl, publicKey, settings as unknown as WidgetSettings) }
      : settings;
  return { file: demoSeed(portalUrl ?? usualPortal, publicKey), password, renew };
}

/** Creates what the system does not have. Returns what was done, or with `dryRun` what would be done. */
export async function seedSystem(seed: Seed, terms: SeedTerms): Promise<ChangeSummary[]> {
  const administrator = terms.administrator ?? administratorOf(seed);
  const fill = (first?: string) =>
    HttpApi.asAdministrator(terms.configUrl, administrator, async (api) => {
      const saved = await readSettings(api);
      const known = await api.all(configRoutes.accounts.list, 'items');
      const plan = checkedPlan(seed, saved, known);
      const summaries = summariesOfSeed(plan, first);
      if (terms.dryRun === true || summaries.every(({ action }) => action === 'keep')) return summaries;
      const others = plan.others.filter((login) => login !== administrator.login);
      if (others.length > 0 && terms.force !== true) throw inUse(others);
      await applyPlan(api, plan, saved);
      await createAccounts(api, plan.accounts);
      return summaries;
    });
  try {
    return await fill();
  } catch (error) {
    const isStranger = error instanceof Refusal && error.name === 'sign-in-failed';
    if (!isStranger || terms.setupToken === undefined || terms.dryRun === true) throw error;
    checkedPlan(seed, nothing, []);
    await createFirst(terms.configUrl, terms.setupToken, administrator, seed.file).catch(
      (refused: unknown) => {
        // There is an administrator already, and it is somebody else.
        throw refused instanceof Refusal && refused.name === 'denied' ? error : refused;
      },
    );
    return fill(administrator.login);
  }
}

function checkedPlan({ file, password, renew }: Seed, saved: SavedSettings, known: readonly KnownAccount[]) {
  const plan = planSeed(file, saved, known, password, renew);
  if (plan.wrong.length > 0) throw invalid(plan.wrong);
  return plan;
}

function administratorOf({ file, password }: Seed): Administrator {
  const first = file.accounts?.find(({ roles }) => Array.isArray(roles) && roles.includes('administrator'));
  const known = first?.password ?? password;
  if (first && known !== undefined) return { login: first.login, password: known, code: undefined };
  throw new CommandFailure(
    exitCodes.environment,
    'REJOIN_ADMIN_LOGIN is not set, and the file has no administrator with a password',
    'Set it and REJOIN_ADMIN_PASSWORD_FILE, or add an administrator to the file.',
  );
}

async function createFirst(
  configUrl: string,
  token: string,
  { login, password }: Administrator,
  { accounts }: SeedFile,
): Promise<void> {
  const displayName = accounts?.find((one) => one.login === login)?.['displayName'] ?? login;
  const body = { token, login, displayName, password };
  await HttpApi.anonymous(configUrl).send(configRoutes.signIn.firstAdministrator, { body });
}

async function createAccounts(api: HttpApi, accounts: readonly SeedAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const { agents } = await readSettings(api);
  const idOfAgent = (name: string) => {
    const named = agents.filter((one) => one[nameFields.agents] === name);
    return named[0] && named.length === 1 ? idOf('agents', named[0]) : name;
  };
  await Promise.all(
    accounts.map(({ agent, ...account }) =>
      api.send(configRoutes.accounts.create, {
        body: {
          ...accountOf(account, agent === undefined ? null : idOfAgent(agent)),
          ...(account.id === undefined ? {} : { accountId: account.id }),
          password: account.password,
        },
      }),
    ),
  );
}

function inUse(logins: readonly string[]): CommandFailure {
  return new CommandFailure(
    exitCodes.refused,
    `The system is in use: it has accounts that are not in the file (${logins.slice(0, 5).join(', ')}${logins.length > 5 ? ', ...' : ''})`,
    'Add --force to create what is missing all the same; nothing was changed.',
    'in-use',
  );
}
