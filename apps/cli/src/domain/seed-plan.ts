import { AccountSettings, checked, loginKey } from '@rejoin/contracts';
import type { SeedAccount, SeedFile } from './seed-file';
import {
  idOf,
  nameFields,
  settingsIn,
  type SavedItem,
  type SavedSettings,
  type Section,
} from './settings-file';
import { differencesOf, planImport, type Change, type ChangeSummary } from './settings-plan';

/** An account of a system, as far as a seed compares it. */
export interface KnownAccount {
  readonly login: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** Returns settings that exist already as the seed wants them. */
export type Renew = (section: Section, settings: Settings) => Settings;

export interface SeedPlan {
  readonly changes: readonly Change[];
  /** The accounts to create, each with its password. */
  readonly accounts: readonly SeedAccount[];
  readonly kept: readonly string[];
  /** Sentences about what is wrong in the file. With any, nothing is created. */
  readonly wrong: readonly string[];
  /** Accounts that the file does not name. */
  readonly others: readonly string[];
}

/**
 * Compares a seed with a system. It creates what does not exist. What exists stays as people have set it, except for what
 * `renew` changes. `password` is that of accounts for which the file has none.
 */
export function planSeed(
  { accounts = [], ...settings }: SeedFile,
  saved: SavedSettings,
  known: readonly KnownAccount[],
  password: string | undefined,
  renew: Renew = (_, one) => one,
): SeedPlan {
  const plan = planImport(settings, saved);
  const logins = new Set(known.map(({ login }) => loginKey(login)));
  const agents = [...saved.agents, ...(settings.agents ?? [])].map((one) => String(one[nameFields.agents]));
  const ids = [
    ...saved.agents.map((one) => idOf('agents', one)),
    ...(settings.agents ?? []).map(({ id }) => id),
  ];
  const wrong = [...plan.wrong];
  const created: SeedAccount[] = [];
  for (const [index, account] of accounts.entries()) {
    if (logins.has(loginKey(account.login))) continue;
    const problems = problemsOf(account, password, (agent) => agents.includes(agent) || ids.includes(agent));
    wrong.push(...problems.map((one) => `accounts[${index}].${one}`));
    created.push({ password, ...account });
  }
  const named = new Set(accounts.map(({ login }) => loginKey(login)));
  if (named.size < accounts.length) wrong.push('accounts has a login twice');
  return {
    changes: plan.changes.map((change) => renewed(change, saved[change.section], renew)),
    accounts: created,
    kept: accounts.flatMap(({ login }) => (logins.has(loginKey(login)) ? [login] : [])),
    wrong,
    others: known.flatMap(({ login }) => (named.has(loginKey(login)) ? [] : [login])),
  };
}

/** The settings of an account. `agentId` is the id of its agent. */
export function accountOf(
  { id: _, agent: __, password: ___, ...settings }: SeedAccount,
  agentId: string | null,
) {
  return { active: true, external: null, ...settings, agentId };
}

function problemsOf(
  account: SeedAccount,
  password: string | undefined,
  isAgent: (name: string) => boolean,
): string[] {
  const { agent } = account;
  // The id of a new agent is known when the agent has been created.
  const settings = accountOf(account, agent === undefined ? null : 'agent');
  const parsed = checked(AccountSettings, settings);
  const issues = parsed.success ? [] : parsed.error.issues;
  const fields: readonly string[] = Object.keys(AccountSettings.shape);
  return [
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...Object.keys(settings)
      .filter((field) => !fields.includes(field))
      .map((field) => `${field}: is not a field of an account`),
    ...(agent === undefined || isAgent(agent) ? [] : [`agent: there is no agent ${agent}`]),
    ...((account.password ?? password) === undefined
      ? ['password: is missing here and in REJOIN_SEED_PASSWORD_FILE']
      : []),
  ];
}

/** What exists is not overwritten by the file. */
function renewed(change: Change, saved: readonly SavedItem[], renew: Renew): Change {
  const found =
    change.action === 'create' ? undefined : saved.find((one) => idOf(change.section, one) === change.id);
  if (!found) return change;
  const before = settingsIn(change.section, found);
  const item = renew(change.section, before);
  const differences = differencesOf(before, item);
  return { ...change, item, differences, action: differences.length === 0 ? 'keep' : 'replace' };
}

/** What is done with each resource and account. `first` is the administrator who was created before the comparison. */
export function summariesOfSeed({ changes, accounts, kept }: SeedPlan, first?: string): ChangeSummary[] {
  const line = (name: string, action: 'create' | 'keep') => ({
    section: 'accounts',
    name,
    action,
    differences: [],
  });
  return [
    ...changes.map(({ section, name, action, differences }) => ({ section, name, action, differences })),
    ...kept.map((login) => line(login, login === first ? 'create' : 'keep')),
    ...accounts.map(({ login }) => line(login, 'create')),
  ];
}
