import { fileOf, type SavedSettings } from './settings-file';
import { linesOfPlan, planImport } from './settings-plan';

const workstream = {
  active: true,
  timeZone: 'UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'dont-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 600,
  openHoldSeconds: 60,
};
const saved: SavedSettings = {
  workstreams: [{ workstreamId: 'w-1', version: 3, changedAt: 'x', name: 'Support', ...workstream }],
  agents: [
    {
      agentId: 'anna',
      version: 1,
      changedAt: 'x',
      displayName: 'Anna',
      active: true,
      maxUnits: 2,
      defaultPresence: 'available',
      graceSeconds: 60,
      workstreamIds: ['w-1'],
    },
  ],
  widgets: [],
  quickReplies: [
    {
      quickReplyId: 'q-1',
      version: 1,
      changedAt: 'x',
      workstreamId: 'w-1',
      title: 'Hello',
      body: 'Hello!',
      locale: 'en',
      active: true,
    },
  ],
};
const none: SavedSettings = { workstreams: [], agents: [], widgets: [], quickReplies: [] };
const actions = (file: ReturnType<typeof fileOf>, system = saved) =>
  planImport(file, system).changes.map(({ section, action }) => `${action} ${section}`);

describe('a settings file', () => {
  const file = fileOf(saved);

  it('names workstreams instead of ids, and has neither versions nor times', () => {
    expect(file.agents).toEqual([expect.objectContaining({ displayName: 'Anna', workstreams: ['Support'] })]);
    expect(JSON.stringify(file)).not.toMatch(/w-1|changedAt|version|anna/);
  });

  it('names what is not unique by its id', () => {
    const [one] = saved.workstreams;
    const twice = fileOf({ ...saved, workstreams: [one!, { ...one!, workstreamId: 'w-2' }] });
    expect(twice.workstreams?.map(({ id }) => id).sort()).toEqual(['w-1', 'w-2']);
    expect(twice.agents?.[0]?.['workstreams']).toEqual(['w-1']);
  });
});

describe('an import', () => {
  it('changes nothing in the system that the file is from', () => {
    expect(actions(fileOf(saved))).toEqual(['keep workstreams', 'keep agents', 'keep quickReplies']);
  });

  it('creates everything in an empty system, what others refer to first', () => {
    const plan = planImport(fileOf(saved), none);
    expect(plan.wrong).toEqual([]);
    expect(plan.changes.map(({ section, action }) => `${action} ${section}`)).toEqual([
      'create workstreams',
      'create agents',
      'create quickReplies',
    ]);
  });

  it('says which fields it changes, and what the file does not name', () => {
    const file = fileOf(saved);
    const changed = {
      ...file,
      workstreams: file.workstreams?.map((one) => ({ ...one, autoCloseSeconds: 900 })),
      quickReplies: [],
    };
    expect(linesOfPlan(planImport(changed, saved))).toEqual([
      '~ workstreams: Support',
      '    autoCloseSeconds: 600 -> 900',
      '? quickReplies: Hello (not in the file; left alone)',
      '0 to create, 1 to change, 1 as they are',
    ]);
    expect(planImport(changed, saved).changes[0]).toMatchObject({ id: 'w-1', version: 3 });
  });

  it('renames a workstream that has its id, and finds it by its new name, also the next time', () => {
    const renamed = {
      rejoin: 1 as const,
      workstreams: [{ id: 'w-1', name: 'Help', ...workstream }],
      quickReplies: [
        { id: 'q-1', workstream: 'Help', title: 'Hello', body: 'Hello!', locale: 'en', active: true },
      ],
    };
    const first = planImport(renamed, saved);
    expect(first.wrong).toEqual([]);
    expect(first.changes.map(({ action, id }) => [action, id])).toEqual([
      ['replace', 'w-1'],
      ['keep', 'q-1'],
    ]);
    const [before] = saved.workstreams;
    const again = planImport(renamed, { ...saved, workstreams: [{ ...before!, name: 'Help' }] });
    expect(again.wrong).toEqual([]);
    expect(again.changes.map(({ action }) => action)).toEqual(['keep', 'keep']);
  });

  it('names every mistake of the file before it changes anything', () => {
    const wrong = planImport(
      {
        rejoin: 1,
        workstreams: [
          { name: 'New', ...workstream, autoCloseSeconds: 'soon' },
          { name: 'Support', ...workstream, colour: 'red' },
        ],
        agents: [{ displayName: 'Ben', workstreams: ['Sales'] }],
      },
      saved,
    ).wrong;
    expect(wrong).toEqual([
      expect.stringMatching(/^workstreams\[0\]\.autoCloseSeconds: /),
      'workstreams[1].colour: is not a setting',
      'agents[0] names the workstream Sales, which does not exist',
    ]);
  });

  it('refuses a name that stands for several resources', () => {
    const [one] = saved.workstreams;
    const twice = { ...saved, workstreams: [one!, { ...one!, workstreamId: 'w-2' }] };
    expect(planImport({ rejoin: 1, workstreams: [{ name: 'Support', ...workstream }] }, twice).wrong).toEqual(
      ['workstreams[0] (Support) is not unique: give each its id'],
    );
  });
});
