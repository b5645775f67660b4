import type { AgentSettings } from '@rejoin/contracts';
import { hear, isAhead, isAvailable, newAgent, presenceFacts, presenceOf, roomOf, type Agent } from './agent';
import type { AgentEvent } from './agent';

const at = '2026-03-02T09:00:00.000Z';
const settings: AgentSettings = {
  active: true,
  maxUnits: 3,
  defaultPresence: 'available',
  graceSeconds: 150,
  workstreamIds: ['w1'],
};
const known: AgentEvent = { type: 'settings', settings };
const connected = (epoch: number): AgentEvent => ({ type: 'connected', epoch });
const disconnected = (epoch: number): AgentEvent => ({ type: 'disconnected', epoch });
const lapsed = (epoch: number): AgentEvent => ({ type: 'grace-lapsed', epoch });
const signedOut = (epoch: number): AgentEvent => ({ type: 'signed-out', epoch });
const chose = (presence: AgentSettings['defaultPresence']): AgentEvent => ({ type: 'chose', presence });

const given = (...events: AgentEvent[]): Agent => events.reduce(hear, newAgent('ann'));

describe('an agent’s presence', () => {
  it('is the default at the first desk, and gates new work', () => {
    expect(isAvailable(given(known))).toBe(false);
    expect(presenceOf(given(known, connected(1)))).toBe('available');
    const awayByDefault: AgentEvent = {
      type: 'settings',
      settings: { ...settings, defaultPresence: 'away' },
    };
    expect(presenceOf(given(awayByDefault, connected(1)))).toBe('away');
  });

  it('is offline from the moment the line is lost, and as chosen on a return within the grace', () => {
    const lost = given(known, connected(1), chose('busy'), disconnected(1));
    expect(presenceOf(lost)).toBe('offline');
    expect(presenceOf(hear(lost, connected(2)))).toBe('busy');
  });

  it.each(['busy', 'do-not-disturb', 'away', 'offline', 'available'] as const)(
    'is %s after the grace and after the next one, when that was chosen: only a person changes it',
    (presence) => {
      const gone = given(known, connected(1), chose(presence), disconnected(1), lapsed(1));
      expect([gone.line, presenceOf(gone)]).toEqual(['none', 'offline']);
      const back = hear(gone, connected(2));
      expect(presenceOf(back)).toBe(presence);
      const again = [disconnected(2), lapsed(2), connected(3)].reduce(hear, back);
      expect(presenceOf(again)).toBe(presence);
      expect(presenceOf(hear(again, chose('available')))).toBe('available');
    },
  );

  it('is the default again after signing out, also out of a line that was lost', () => {
    const lostAndOut = given(known, connected(1), chose('busy'), disconnected(1), lapsed(1), signedOut(1));
    expect(presenceOf(hear(lostAndOut, connected(2)))).toBe('available');
    const out = given(known, connected(1), chose('busy'), signedOut(1));
    expect(presenceOf(out)).toBe('offline');
    expect(presenceOf(hear(out, connected(2)))).toBe('available');
  });

  it('keeps a choice that overtook the news of the desk', () => {
    expect(presenceOf(given(known, chose('do-not-disturb'), connected(1)))).toBe('do-not-disturb');
    expect(presenceOf(given(known, chose('offline'), connected(1)))).toBe('offline');
  });

  it('is offline for new work when deactivated', () => {
    const deactivated: AgentEvent = { type: 'settings', settings: { ...settings, active: false } };
    expect(presenceOf(given(known, connected(1), deactivated))).toBe('offline');
  });

  it('Busy and the like keep nothing from an agent that is handed over or picked', () => {
    expect(roomOf(given(known, connected(1), chose('busy'))).reachable).toBe(true);
    expect(roomOf(given(known, connected(1), disconnected(1))).reachable).toBe(false);
  });
});

describe('older news', () => {
  it('changes nothing', () => {
    const back = given(known, connected(1), disconnected(1), connected(2));
    for (const stale of [connected(1), disconnected(1), lapsed(1), signedOut(1)]) {
      expect(hear(back, stale)).toBe(back);
    }
  });

  it('a grace lapses only for the line that is still lost', () => {
    const out = given(known, connected(1), disconnected(1), signedOut(1));
    expect(hear(out, lapsed(1))).toBe(out);
  });

  it('a lost line after signing out does not start a grace', () => {
    expect(given(known, connected(1), signedOut(1), disconnected(1)).line).toBe('none');
  });

  it.each([
    ['nothing of this desk was heard', given(known), 1, true],
    ['its loss was not heard', given(known, connected(1)), 1, true],
    ['its loss was heard', given(known, connected(1), disconnected(1)), 1, false],
    ['it signed out', given(known, connected(1), signedOut(1)), 1, false],
    ['there is a newer desk', given(known, connected(2)), 1, false],
  ])('a grace that rings when %s: ahead of its cause', (_, agent, epoch, ahead) => {
    expect(isAhead(agent, epoch)).toBe(ahead);
  });
});

describe('presence facts', () => {
  it('tell of each change of what is chosen or effective, and of nothing else', () => {
    const live = given(known, connected(1));
    const lost = hear(live, disconnected(1));
    expect(presenceFacts(live, lost, at)).toEqual([
      {
        type: 'AgentPresenceChanged',
        data: { agentId: 'ann', presence: 'offline', chosen: 'available', at },
      },
    ]);
    const moreUnits: AgentEvent = { type: 'settings', settings: { ...settings, maxUnits: 9 } };
    expect(presenceFacts(live, hear(live, moreUnits), at)).toEqual([]);
    expect(presenceFacts(given(known), given(known, chose('busy')), at)).toHaveLength(1);
  });
});
