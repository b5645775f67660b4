import type { Kinds, SavedItem } from '../api/kinds';
import { assignmentOf, withWorkstream } from './assignment';

const agent = (id: string, workstreamIds: string[]): SavedItem<Kinds['agents']> => ({
  id,
  version: 1,
  changedAt: '2026-03-01T12:00:00.000Z',
  hasSecondFactor: false,
  settings: {
    displayName: id,
    active: true,
    maxUnits: 2,
    defaultPresence: 'available',
    graceSeconds: 60,
    workstreamIds,
  },
});
const agents = Array.from({ length: 50 }, (_, index) =>
  agent(`a${index}`, index < 20 ? ['w1', 'w2'] : ['w2']),
);

describe('the agents of a workstream', () => {
  it('change only for those who come and go, of 50', () => {
    const picked = ['a1', 'a2', ...agents.slice(3, 20).map(({ id }) => id), 'a40', 'a41'];
    const { added, removed } = assignmentOf(agents, 'w1', picked);
    expect(added.map(({ id }) => id)).toEqual(['a40', 'a41']);
    expect(removed.map(({ id }) => id)).toEqual(['a0']);
  });

  it('are the same when nothing is picked otherwise', () => {
    const same = agents.slice(0, 20).map(({ id }) => id);
    expect(assignmentOf(agents, 'w1', same)).toEqual({ added: [], removed: [] });
  });

  it('keep their other workstreams and settings', () => {
    const [first] = agents;
    const settings = first!.settings;
    expect(withWorkstream(settings, 'w1', false)).toEqual({ ...settings, workstreamIds: ['w2'] });
    expect(withWorkstream(settings, 'w3', true).workstreamIds).toEqual(['w1', 'w2', 'w3']);
    expect(withWorkstream(settings, 'w1', true).workstreamIds).toEqual(['w2', 'w1']);
  });
});
