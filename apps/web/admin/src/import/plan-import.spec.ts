import type { AccountSettings, NamedAgentSettings, WorkstreamSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { blankAccount, newAgent } from '../people/new-people';
import type { ValueWords } from './cell-values';
import { planImport, type Existing, type PlannedRow } from './plan-import';
import { personColumns, type ColumnNames } from './person-columns';
import { readPeople } from './read-people';

const names = Object.fromEntries(personColumns.map((column) => [column, column])) as ColumnNames;
const words: ValueWords = {
  roles: { agent: 'Agent', supervisor: 'Supervisor', administrator: 'Administrator' },
  presences: {
    available: 'Verfügbar',
    busy: 'Beschäftigt',
    'do-not-disturb': 'Nicht stören',
    away: 'Abwesend',
    offline: 'Offline',
  },
  yes: 'Ja',
  no: 'Nein',
};

const saved = <Settings>(id: string, settings: Settings): SavedItem<Settings> => ({
  id,
  version: 4,
  changedAt: '2026-05-04T09:12:00.000Z',
  hasSecondFactor: false,
  settings,
});
const workstream = (id: string, name: string) => saved(id, { name } as WorkstreamSettings);
const account = (id: string, settings: Partial<AccountSettings>) =>
  saved(id, { ...blankAccount(), login: id, displayName: id, agentId: null, ...settings });
const agent = (id: string, settings: Partial<NamedAgentSettings>) =>
  saved(id, { ...newAgent(), displayName: id, ...settings });

const workstreams = [
  workstream('shop', 'Shop'),
  workstream('help', 'Help; returns'),
  workstream('one', 'Same'),
  workstream('two', 'same'),
];

function plan(text: string, some: Partial<Existing> = {}): readonly PlannedRow[] {
  const file = readPeople(text, names);
  if (!('rows' in file)) throw new Error(file.code);
  let ids = 0;
  const existing: Existing = {
    accounts: [],
    agents: [],
    workstreams,
    ownId: 'me',
    newAccount: blankAccount,
    newAgent,
    newId: () => `id${++ids}`,
    ...some,
  };
  return planImport(file.rows, existing, words);
}
const problemsOf = (text: string, some: Partial<Existing> = {}) =>
  plan(text, some).map(({ problems }) => problems.map(({ column, code, detail }) => [column, code, detail]));

/** What is saved after an import of these rows. */
function after(rows: readonly PlannedRow[]): Pick<Existing, 'accounts' | 'agents'> {
  return {
    accounts: rows.map(({ account: { id, settings } }) => saved(id, settings)),
    agents: rows.flatMap(({ agent: planned }) => (planned ? [saved(planned.id, planned.settings)] : [])),
  };
}

const full = `login,displayName,roles,workstreams,maxUnits,defaultPresence,graceSeconds,active
anna,Anna,Agent; supervisor,Shop|help,3,Verfügbar,90,ja
rob,Rob,administrator,,,,,
ben,Ben,,Help; returns,,busy,,no`;

describe('the plan of an import', () => {
  it('has a new account for each username, and an agent for those with the role', () => {
    const [anna, rob, ben] = plan(full);
    expect(anna).toMatchObject({
      outcome: 'new',
      account: { version: 0, settings: { login: 'anna', roles: ['agent', 'supervisor'], active: true } },
      agent: {
        version: 0,
        settings: { displayName: 'Anna', workstreamIds: ['shop', 'help'], maxUnits: 3, graceSeconds: 90 },
      },
    });
    expect(anna?.account.settings.agentId).toBe(anna?.agent?.id);
    expect(rob).toMatchObject({ outcome: 'new', agent: undefined, account: { settings: { agentId: null } } });
    expect(ben).toMatchObject({
      account: { settings: { roles: ['agent'], active: false } },
      agent: { settings: { workstreamIds: ['help'], defaultPresence: 'busy', active: false, maxUnits: 2 } },
    });
  });

  it('finds all rows unchanged when the file is imported a second time', () => {
    const outcomes = plan(full, after(plan(full))).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('changes only what the file says', () => {
    const some = after(plan(full));
    const [anna] = plan('maxUnits,login\n9,ANNA', some);
    expect(anna).toMatchObject({ outcome: 'changed', account: { changes: [], version: 4 } });
    expect(anna?.agent?.changes).toEqual([{ pointer: '/maxUnits', old: 3, new: 9 }]);
  });

  it('takes the agent away with the role, and leaves the agent as it is', () => {
    const [anna] = plan('login,roles\nanna,supervisor', after(plan(full)));
    expect(anna).toMatchObject({ agent: undefined, account: { settings: { agentId: null } } });
  });

  it('links the only agent of that name without an account', () => {
    const agents = [agent('a1', { displayName: 'anna ', maxUnits: 7 })];
    expect(plan('login,displayName\nx,Anna', { agents })[0]?.agent).toMatchObject({ id: 'a1', version: 4 });
    const two = [...agents, agent('a2', { displayName: 'Anna' })];
    expect(plan('login,displayName\nx,Anna', { agents: two })[0]?.agent).toMatchObject({ version: 0 });
    const accounts = [account('y', { agentId: 'a1' })];
    expect(plan('login,displayName\nx,Anna', { agents, accounts })[0]?.agent).toMatchObject({ version: 0 });
    expect(plan('login,displayName\nx,Anna\nz,Anna', { agents })[1]?.agent).toMatchObject({ version: 0 });
  });

  it('renames an agent with its account only when both had the same name', () => {
    const accounts = [account('x', { displayName: 'Anna', agentId: 'a1' })];
    const renamed = (displayName: string) =>
      plan('login,displayName\nx,Anna Smith', { accounts, agents: [agent('a1', { displayName })] })[0]?.agent
        ?.settings.displayName;
    expect(renamed('Anna')).toBe('Anna Smith');
    expect(renamed('Support')).toBe('Support');
  });

  it.each([
    ['no username', 'login,displayName\n,Anna', [['login', 'required', '']]],
    ['a username with a space', 'login,displayName\na b,Anna', [['login', 'login', '']]],
    ['no display name', 'login\nanna', [['displayName', 'required', '']]],
    ['a long display name', `login,displayName\na,${'x'.repeat(201)}`, [['displayName', 'too-long', '200']]],
    ['an unknown role', 'login,displayName,roles\na,A,agent;boss', [['roles', 'role-unknown', 'boss']]],
    [
      'an unknown workstream',
      'login,displayName,workstreams\na,A,Shop|Stop',
      [['workstreams', 'workstream-not-found', 'Stop']],
    ],
    [
      'a name of two workstreams',
      'login,displayName,workstreams\na,A,SAME',
      [['workstreams', 'workstream-ambiguous', 'SAME']],
    ],
    [
      'workstreams of somebody who is no agent',
      'login,displayName,roles,workstreams\na,A,supervisor,Shop',
      [['workstreams', 'only-agents', '']],
    ],
    ['no number', 'login,displayName,maxUnits\na,A,many', [['maxUnits', 'not-a-number', '']]],
    ['half a unit', 'login,displayName,maxUnits\na,A,1.5', [['maxUnits', 'whole-number', '']]],
    ['less than nothing', 'login,displayName,maxUnits\na,A,-1', [['maxUnits', 'too-small', '0']]],
    ['a long time', 'login,displayName,graceSeconds\na,A,86401', [['graceSeconds', 'too-great', '86400']]],
    [
      'an unknown presence',
      'login,displayName,defaultPresence\na,A,here',
      [['defaultPresence', 'presence-unknown', 'here']],
    ],
    ['neither yes nor no', 'login,displayName,active\na,A,perhaps', [['active', 'yes-or-no', 'perhaps']]],
    ['too many cells', 'login,displayName\na,A,B', [[undefined, 'too-many-cells', '']]],
  ])('refuses a row with %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual([problems]);
    expect(plan(text)[0]?.outcome).toBe('problem');
  });

  it('refuses the second row of a username, in any form, and plans the others', () => {
    expect(problemsOf('login,displayName\nanna,A\nben,B\nＡnna,C')).toEqual([
      [],
      [],
      [['login', 'login-twice', '2']],
    ]);
  });

  it('refuses to change the rights of the person who imports, and not their name', () => {
    const accounts = [account('me', { roles: ['administrator'] })];
    expect(problemsOf('login,roles\nme,supervisor', { accounts })).toEqual([
      [[undefined, 'own-account', '']],
    ]);
    expect(problemsOf('login,active\nme,no', { accounts })).toEqual([[[undefined, 'own-account', '']]]);
    expect(problemsOf('login,displayName\nme,Me', { accounts })).toEqual([[]]);
  });
});
