import type { Overview } from '../api/kinds';
import { headlineOf } from './overview';

const nothing: Overview = {
  workstreams: { all: 0, active: 0 },
  widgets: { all: 0, active: 0, withReconnect: 0 },
  agents: { all: 0, active: 0, assigned: 0 },
};
const workstreams = { all: 1, active: 1 };

describe('home', () => {
  it('shows how to begin while there is no workstream, whoever else there is', () => {
    expect(headlineOf(nothing)).toBe('begin');
    expect(headlineOf({ ...nothing, agents: { all: 3, active: 3, assigned: 0 } })).toBe('begin');
  });

  it('warns while no active agent works in a workstream', () => {
    expect(headlineOf({ ...nothing, workstreams, agents: { all: 3, active: 1, assigned: 0 } })).toBe(
      'nobody-works',
    );
  });

  it('counts what there is as soon as chats would be taken', () => {
    expect(headlineOf({ ...nothing, workstreams, agents: { all: 1, active: 1, assigned: 1 } })).toBe(
      'counts',
    );
  });
});
