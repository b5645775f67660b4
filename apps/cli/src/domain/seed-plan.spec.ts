import { summariesOfSeed, planSeed } from './seed-plan';
import type { SeedFile } from './seed-file';
import type { SavedSettings } from './settings-file';

const workstream = {
  active: true,
  timeZone: 'UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'dont-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 600,
  openHoldSeconds: 60,
};
const none: SavedSettings = { workstreams: [], agents: [], widgets: [], quickReplies: [] };
const support = { workstreamId: 'w-1', version: 3, changedAt: 'x', name: 'Support', ...workstream };
const file: SeedFile = {
  rejoin: 1,
  workstreams: [{ name: 'Support', ...workstream }],
  agents: [
    {
      displayName: 'Mia',
      active: true,
      maxUnits: 2,
      defaultPresence: 'available',
      graceSeconds: 60,
      workstreams: ['Support'],
    },
  ],
  accounts: [
    { login: 'mia@shop', displayName: 'Mia', roles: ['agent'], agent: 'Mia' },
    { login: 'ada@shop', displayName: 'Ada', roles: ['administrator'], password: 'of her own' },
  ],
};
const done = (plan: ReturnType<typeof planSeed>, first?: string) =>
  summariesOfSeed(plan, first).map(({ action, section, name }) => `${action} ${section} ${name}`);

describe('a seed', () => {
  it('creates everything in an empty system, with a password for everybody', () => {
    const plan = planSeed(file, none, [], 'of the environment');
    expect(done(plan)).toEqual([
      'create workstreams Support',
      'create agents Mia',
      'create accounts mia@shop',
      'create accounts ada@shop',
    ]);
    expect(plan.accounts.map(({ password }) => password)).toEqual(['of the environment', 'of her own']);
  });

  it('says that it has created the first administrator, who was there before the comparison', () => {
    const plan = planSeed(file, none, [{ login: 'ada@shop' }], 'secret words');
    expect(done(plan, 'ada@shop')).toContain('create accounts ada@shop');
    expect(done(plan)).toContain('keep accounts ada@shop');
  });

  it('leaves what exists as people have set it, also a username in other letters', () => {
    const saved = { ...none, workstreams: [{ ...support, autoCloseSeconds: 900 }] };
    const plan = planSeed(file, saved, [{ login: 'MIA@shop' }], undefined);
    expect(done(plan)).toEqual([
      'keep workstreams Support',
      'create agents Mia',
      'keep accounts mia@shop',
      'create accounts ada@shop',
    ]);
    expect(plan.changes[0]?.differences).toEqual([]);
  });

  it('changes what exists only as it is told', () => {
    const saved = { ...none, workstreams: [support] };
    const plan = planSeed(file, saved, [], 'secret words', (_, one) => ({ ...one, openHoldSeconds: 90 }));
    expect(plan.changes[0]).toMatchObject({
      action: 'replace',
      id: 'w-1',
      version: 3,
      differences: [{ field: 'openHoldSeconds', from: 60, to: 90 }],
    });
    expect(plan.changes[0]?.item).not.toHaveProperty('version');
  });

  it('names the accounts that the file does not have', () => {
    const known = [{ login: 'ada@shop' }, { login: 'eve@shop' }];
    expect(planSeed(file, none, known, 'secret words').others).toEqual(['eve@shop']);
  });

  it('names every mistake of the file before it creates anything', () => {
    const accounts = [
      { login: 'mia@shop', displayName: 'Mia', roles: ['agent'], agent: 'Nobody' },
      { login: 'no login', displayName: 'Ada', roles: ['queen'], password: 'of her own' },
      { login: 'MIA@shop', displayName: 'Mia', roles: ['agent'], colour: 'red', password: 'of her own' },
    ];
    expect(planSeed({ ...file, accounts }, none, [], undefined).wrong).toEqual([
      'accounts[0].agent: there is no agent Nobody',
      'accounts[0].password: is missing here and in REJOIN_SEED_PASSWORD_FILE',
      expect.stringMatching(/^accounts\[1\]\.login: /),
      expect.stringMatching(/^accounts\[1\]\.roles\.0: /),
      expect.stringMatching(/^accounts\[2\]\.agentId: /),
      'accounts[2].colour: is not a field of an account',
      'accounts has a login twice',
    ]);
  });
});
