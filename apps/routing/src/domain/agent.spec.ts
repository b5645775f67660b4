import type { AgentSettings } from '@rejoin/contracts';
import {
  evolveAgent,
  overtakesDisconnect,
  isAvailable,
  newAgent,
  presenceFacts,
  presenceOf,
  capacityOf,
  type Agent,
} from './agent';
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
const presenceChosen = (presence: AgentSettings['defaultPresence']): AgentEvent => ({
  type: 'presence-chosen',
  presence,
});

const given = (...events: AgentEvent[]): Agent => events.reduce(evolveAgent, newAgent('ann'));

describe('an agent’s presence', () => {
  it('is the default at the first sign-in, and decides about new work', () => {
    expect(isAvailable(given(known))).toBe(false);
    expect(presenceOf(given(known, connected(1)))).toBe('available');
    const awayByDefault: AgentEvent = {
      type: 'settings',
      settings: { ...settings, defaultPresence: 'away' },
    };
    expect(presenceOf(given(awayByDefault, connected(1)))).toBe('away');
  });

  it('is offline from the disconnect on, and the chosen one on a return within the grace period', () => {
    const lost = given(known, connected(1), presenceChosen('busy'), disconnected(1));
    expect(presenceOf(lost)).toBe('offline');
    expect(presenceOf(evolveAgent(lost, connected(2)))).toBe('busy');
  });

  it.each(['busy', 'do-not-disturb', 'away', 'offline', 'available'] as const)(
    'is %s after the grace and after the next one, when that was chosen: only a person changes it',
    (presence) => {
      const gone = given(known, connected(1), presenceChosen(presence), disconnected(1), lapsed(1));
      expect([gone.connection, presenceOf(gone)]).toEqual(['none', 'offline']);
      const back = evolveAgent(gone, connected(2));
      expect(presenceOf(back)).toBe(presence);
      const again = [disconnected(2), lapsed(2), connected(3)].reduce(evolveAgent, back);
      expect(presenceOf(again)).toBe(presence);
      expect(presenceOf(evolveAgent(again, presenceChosen('available')))).toBe('available');
    },
  );

  it('is the default again after signing out, also while disconnected', () => {
    const lostAndOut = given(
      known,
      connected(1),
      presenceChosen('busy'),
      disconnected(1),
      lapsed(1),
      signedOut(1),
    );
    expect(presenceOf(evolveAgent(lostAndOut, connected(2)))).toBe('available');
    const out = given(known, connected(1), presenceChosen('busy'), signedOut(1));
    expect(presenceOf(out)).toBe('offline');
    expect(presenceOf(evolveAgent(out, connected(2)))).toBe('available');
  });

  it('keeps a choice that arrived before the connection', () => {
    expect(presenceOf(given(known, presenceChosen('do-not-disturb'), connected(1)))).toBe('do-not-disturb');
    expect(presenceOf(given(known, presenceChosen('offline'), connected(1)))).toBe('offline');
  });

  it('is offline when the agent is inactive', () => {
    const deactivated: AgentEvent = { type: 'settings', settings: { ...settings, active: false } };
    expect(presenceOf(given(known, connected(1), deactivated))).toBe('offline');
  });

  it('does not prevent transfers and picks when it is Busy or similar', () => {
    expect(capacityOf(given(known, connected(1), presenceChosen('busy'))).reachable).toBe(true);
    expect(capacityOf(given(known, connected(1), disconnected(1))).reachable).toBe(false);
  });
});

describe('an event of an older epoch', () => {
  it('changes nothing', () => {
    const back = given(known, connected(1), disconnected(1), connected(2));
    for (const stale of [connected(1), disconnected(1), lapsed(1), signedOut(1)]) {
      expect(evolveAgent(back, stale)).toBe(back);
    }
  });

  it('a grace period ends only for an agent who is still disconnected', () => {
    const out = given(known, connected(1), disconnected(1), signedOut(1));
    expect(evolveAgent(out, lapsed(1))).toBe(out);
  });

  it('a disconnect after signing out does not start a grace period', () => {
    expect(given(known, connected(1), signedOut(1), disconnected(1)).connection).toBe('none');
  });

  it.each([
    ['nothing of this desk was heard', given(known), 1, true],
    ['its loss was not heard', given(known, connected(1)), 1, true],
    ['its loss was heard', given(known, connected(1), disconnected(1)), 1, false],
    ['it signed out', given(known, connected(1), signedOut(1)), 1, false],
    ['there is a newer desk', given(known, connected(2)), 1, false],
  ])('a grace that rings when %s: ahead of its cause', (_, agent, epoch, ahead) => {
    expect(overtakesDisconnect(agent, epoch)).toBe(ahead);
  });
});

describe('an agent whom a supervisor sets to offline', () => {
  const forced: AgentEvent = { type: 'forced-offline', accountId: 'sue' };

  it('stays connected and is offline, until a person chooses another presence', () => {
    const live = given(known, connected(1));
    const offline = evolveAgent(live, forced);
    expect(offline).toEqual({ ...live, chosenPresence: 'offline' });
    expect(presenceOf(evolveAgent(offline, connected(2)))).toBe('offline');
    expect(presenceOf(evolveAgent(offline, presenceChosen('available')))).toBe('available');
    expect(presenceFacts(live, offline, at, 'sue')).toEqual([
      {
        type: 'AgentPresenceChanged',
        data: { agentId: 'ann', presence: 'offline', chosen: 'offline', accountId: 'sue', at },
      },
    ]);
  });

  it('also comes back offline after a lost connection, but not after a sign-out', () => {
    const lost = given(known, connected(1), disconnected(1));
    expect(presenceOf(evolveAgent(evolveAgent(lost, forced), connected(2)))).toBe('offline');
    const signedOff = given(known, connected(1), signedOut(1));
    expect(evolveAgent(signedOff, forced)).toBe(signedOff);
    expect(presenceOf(evolveAgent(evolveAgent(signedOff, forced), connected(2)))).toBe('available');
  });
});

describe('presence facts', () => {
  it('report each change of the chosen or effective presence, and nothing else', () => {
    const live = given(known, connected(1));
    const lost = evolveAgent(live, disconnected(1));
    expect(presenceFacts(live, lost, at)).toEqual([
      {
        type: 'AgentPresenceChanged',
        data: { agentId: 'ann', presence: 'offline', chosen: 'available', at },
      },
    ]);
    const moreUnits: AgentEvent = { type: 'settings', settings: { ...settings, maxUnits: 9 } };
    expect(presenceFacts(live, evolveAgent(live, moreUnits), at)).toEqual([]);
    expect(presenceFacts(given(known), given(known, presenceChosen('busy')), at)).toHaveLength(1);
  });
});
