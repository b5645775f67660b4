import { isRefused, plusSeconds } from '@rejoin/kernel';
import { decide, type SessionCommand } from './decide-session';
import type { SessionEvent } from './session';
import type { Author } from './session-author';
import type { Claimant } from './session-claims';
import {
  aSession,
  after,
  assigned,
  conversationId,
  expired,
  joined,
  connection,
  loseCommand,
  noon,
  promoteCommand,
  rules,
  sealedBy,
} from './session.fixture';

const served = aSession(joined('a'), assigned('anna'));
const later = (seconds: number) => plusSeconds(noon, seconds);
const claimant: Claimant = {
  secretHash: 'second',
  way: 'link',
  linkId: 'l1',
  successorLinkId: 'l2',
  connection: null,
};

describe('a page that the customer has opened', () => {
  const visit = (connectionId: string, isCurrent = false): SessionCommand => ({
    type: 'visit-page',
    isCurrent,
    author: { party: 'customer', connectionId, epoch: 1 },
  });

  it('changes what a snapshot shows, and adds no entry', () => {
    const visited = after(served, visit('a'), noon);
    expect(visited).toMatchObject({ visitedPages: 1, rev: served.rev + 1, lastSeq: served.lastSeq });
    expect(after(visited, visit('a'), noon).visitedPages).toBe(2);
  });

  it('changes nothing when it is the current page already', () => {
    expect(decide(served, visit('a', true), noon)).toEqual([]);
  });

  it('is refused over a connection that is gone, and after the end', () => {
    expect(decide(served, visit('b'), noon)).toMatchObject({ refused: 'unavailable' });
    const ended = aSession(joined('a'), assigned('anna'), sealedBy('agent', 'ended'));
    expect(decide(ended, visit('a'), noon)).toMatchObject({ refused: 'conversation-ended' });
  });
});

describe('a connected session', () => {
  it('stays connected while one of two tabs is connected', () => {
    const two = after(served, { type: 'join', connection: connection('b'), secretHash: 'first' }, noon);
    expect(after(two, loseCommand, noon)).toMatchObject({ status: 'connected', lines: [{ id: 'b' }] });
  });

  it('is lost when its last tab disconnects, since that tab was last alive', () => {
    const session = after(served, { ...loseCommand, elapsedMs: 2_000 } as typeof loseCommand, noon);
    expect(session).toMatchObject({ status: 'lost', lostAt: later(-2), promoteAt: later(3) });
  });

  it('is lost since the customer was last there, when the loss of an older connection is noticed later', () => {
    const two = after(
      served,
      { type: 'join', connection: connection('b', 'gateway-2'), secretHash: 'first' },
      later(10),
    );
    const one = after(two, { ...loseCommand, connectionId: 'b' } as typeof loseCommand, later(19));
    const sweep = { type: 'sweep', incarnation: 'gateway-1', lostAt: noon, debounceSeconds: 5 } as const;
    expect(after(one, sweep, later(20))).toMatchObject({ lostAt: later(19), promoteAt: later(24) });
  });

  it("is not lost earlier than its connection joined, whatever the gateway's last lease says", () => {
    const session = after(
      aSession(),
      { type: 'join', connection: connection('a'), secretHash: 'first' },
      later(2),
    );
    const sweep = { type: 'sweep', incarnation: 'gateway-1', lostAt: noon, debounceSeconds: 5 } as const;
    expect(after(session, sweep, later(5))).toMatchObject({ lostAt: later(2), promoteAt: later(7) });
  });

  it('refuses a tab with an older secret as superseded', () => {
    expect(decide(served, { type: 'join', connection: connection('b'), secretHash: 'old' }, noon)).toEqual({
      refused: 'superseded',
    });
  });

  it('can be taken over by another claimant, and fences the older tabs', () => {
    const taken = after(served, { type: 'take-over', ...claimant, connection: connection('phone') }, noon);
    expect(taken).toMatchObject({
      epoch: 2,
      secretHash: 'second',
      lines: [{ id: 'phone' }],
      status: 'connected',
    });
    const author = { party: 'customer', connectionId: 'a', epoch: 1 } as const;
    expect(decide(taken, { type: 'post', author, bytes: 2, linkId: null }, noon)).toEqual({
      refused: 'superseded',
    });
  });

  it('gives a claimant by link a new link in place of the used one', () => {
    expect(decide(served, { type: 'take-over', ...claimant }, noon)).toContainEqual({
      type: 'ReconnectLinkSent',
      data: { conversationId, linkId: 'l2', agentId: null, at: noon },
    });
  });

  it('records nothing when the same claimant takes over again', () => {
    const taken = after(served, { type: 'take-over', ...claimant }, noon);
    expect(decide(taken, { type: 'take-over', ...claimant }, noon)).toEqual([]);
  });

  it('has at most ten tabs', () => {
    const full = aSession(...Array.from({ length: 10 }, (_, i) => joined(`tab${i}`)));
    expect(
      decide(full, { type: 'join', connection: connection('one-more'), secretHash: 'first' }, noon),
    ).toEqual({
      refused: 'too-many',
    });
  });
});

describe('a lost session', () => {
  const session = after(served, loseCommand, noon);

  it('does not count as away before the debounce is over', () => {
    expect(decide(session, promoteCommand, later(4.999))).toEqual([]);
  });

  it('counts as away after the debounce', () => {
    expect(decide(session, promoteCommand, later(5))).toMatchObject([{ type: 'CustomerDisconnected' }]);
  });

  it('reconnects in the same epoch without a fact', () => {
    const back = after(session, { type: 'join', connection: connection('b'), secretHash: 'first' }, later(3));
    expect(back).toMatchObject({ status: 'connected', epoch: 1, promoteAt: null });
    expect(decide(back, promoteCommand, later(60))).toEqual([]);
  });

  it('starts the window when the connection was lost, not when the debounce ended', () => {
    const [disconnected] = decide(session, promoteCommand, later(5)) as readonly { data: object }[];
    expect(disconnected?.data).toMatchObject({ kind: 'reconnect', lostAt: noon, deadlineAt: later(300) });
  });

  it('leaves at least 60 seconds after it counts as away, however late that is', () => {
    const [disconnected] = decide(session, promoteCommand, later(290)) as readonly { data: object }[];
    expect(disconnected?.data).toMatchObject({ deadlineAt: later(350) });
  });

  it('leaves the whole time limit when it is shorter than 60 seconds', () => {
    const short = { type: 'promote', rules: { ...rules, limitSeconds: 10 } } as const;
    const [disconnected] = decide(session, short, later(100)) as readonly { data: object }[];
    expect(disconnected?.data).toMatchObject({ deadlineAt: later(110) });
  });

  it('gets only the open hold, without extensions, when it never had an agent', () => {
    const queued = after(aSession(joined('a')), loseCommand, noon);
    const [disconnected] = decide(queued, promoteCommand, later(5)) as readonly { data: object }[];
    expect(disconnected?.data).toMatchObject({
      kind: 'open-hold',
      limitSeconds: 180,
      extension: { times: 0 },
    });
  });

  it('keeps the time limit when the agent is lost after the customer', () => {
    const requeued = aSession(joined('a'), assigned('anna'));
    const gone = after(after(requeued, loseCommand, noon), promoteCommand, later(5));
    expect(gone.window?.kind).toBe('reconnect');
  });
});

describe('an away session', () => {
  const away = after(after(served, loseCommand, noon), promoteCommand, later(5));

  it('sends a returning tab to the timer, which alone decides', () => {
    expect(
      decide(away, { type: 'join', connection: connection('b'), secretHash: 'first' }, later(6)),
    ).toEqual({
      refused: 'reconnect-available',
    });
  });

  it('binds an accepted claimant in the next epoch', () => {
    const bind = { ...claimant, type: 'bind', epoch: 1, newDevice: true } as const;
    const back = after(away, { ...bind, connection: connection('b') }, later(9));
    expect(back).toMatchObject({ epoch: 2, status: 'connected', secretHash: 'second', window: null });
  });

  it('counts as lost again when an accepted claimant does not connect within ten seconds', () => {
    const bound = after(away, { ...claimant, type: 'bind', epoch: 1, newDevice: true }, later(9));
    expect(decide(bound, promoteCommand, later(18.9))).toEqual([]);
    expect(decide(bound, promoteCommand, later(19))).toMatchObject([
      { type: 'CustomerDisconnected', data: { epoch: 2 } },
    ]);
  });

  it('binds a claimant once, and lets the socket that asked join', () => {
    const bind = { ...claimant, type: 'bind', epoch: 1, newDevice: true } as const;
    const bound = after(away, bind, later(9));
    expect(decide(bound, bind, later(9))).toEqual([]);
    expect(decide(bound, { ...bind, connection: connection('b') }, later(9))).toMatchObject([
      { type: 'ConnectionJoined' },
    ]);
    expect(decide(bound, { ...bind, secretHash: 'third' }, later(9))).toEqual({ refused: 'superseded' });
  });

  it('accepts the agent’s messages, which wait for the customer', () => {
    const post = {
      type: 'post',
      author: { party: 'agent', agentId: 'anna', connectionId: 'desk' },
      bytes: 5,
      linkId: null,
    } as const;
    expect(decide(away, post, later(9))).toMatchObject([
      { type: 'MessageSent', data: { seq: away.lastSeq + 1 } },
    ]);
  });

  it('shows the deadline that the timer set', () => {
    const longer = {
      conversationId,
      epoch: 1,
      deadlineAt: later(900),
      by: 'agent',
      seconds: 600,
      request: 'r1',
      extensionsLeft: 1,
      at: later(9),
    } as const;
    const session = after(
      away,
      { type: 'apply-fact', event: { type: 'ReconnectionWindowExtended', data: longer } },
      later(9),
    );
    expect(session.window).toMatchObject({ deadlineAt: later(900), extensionsLeft: 1 });
  });
});

describe('a session extended ahead of a planned restart', () => {
  const by = (request: string) => ({ type: 'extend-ahead', by: 'customer', rules, request }) as const;
  const session = after(served, by('r1'), noon);
  const bind = {
    ...claimant,
    type: 'bind',
    epoch: 1,
    newDevice: false,
    connection: connection('a'),
  } as const;

  it('records the account when a supervisor extended it', () => {
    expect(decide(served, { ...by('r1'), by: 'supervisor', accountId: 'sue' }, noon)).toMatchObject([
      { type: 'ReconnectTimeExtended', data: { by: 'supervisor', accountId: 'sue' } },
    ]);
  });

  it('gives the next window the extended length', () => {
    const away = after(after(session, loseCommand, noon), promoteCommand, later(5));
    expect(away.window).toMatchObject({ limitSeconds: 900, deadlineAt: later(900) });
  });

  it('extends only one window', () => {
    const away = after(after(session, loseCommand, noon), promoteCommand, later(5));
    const again = after(
      after(after(away, bind, later(9)), loseCommand, later(20)),
      promoteCommand,
      later(25),
    );
    expect(again.window?.limitSeconds).toBe(300);
  });

  it('refuses more extensions than the widget allows', () => {
    const twice = after(session, by('r2'), noon);
    expect(decide(twice, by('r3'), noon)).toEqual({ refused: 'no-extension-left' });
  });

  it('is not extended twice by the same request, even when no extension is left', () => {
    expect(decide(session, by('r1'), later(1))).toEqual([]);
    expect(decide(after(session, by('r2'), noon), by('r1'), later(1))).toEqual([]);
  });

  it('is not extended twice by the same request, before or after the disconnect, the return and the end', () => {
    const away = after(after(session, loseCommand, noon), promoteCommand, later(5));
    const back = after(away, bind, later(9));
    const ended = aSession(joined('a'), ...decided(by('r1')), sealedBy('agent', 'ended'));
    for (const one of [away, back, ended]) expect(decide(one, by('r1'), later(60))).toEqual([]);
    expect(decide(away, by('r2'), later(60))).toEqual({ refused: 'reconnect-available' });
  });

  it('is not extended by a request that extended the window before the return', () => {
    const away = after(after(served, loseCommand, noon), promoteCommand, later(5));
    const heard = after(away, { type: 'apply-fact', event: windowExtended('r1') }, later(6));
    expect(decide(after(heard, bind, later(9)), by('r1'), later(10))).toEqual([]);
    // The timer's answer binds the return, and can arrive before the timer's fact of the extension.
    const bound = after(away, { ...bind, extendedBy: ['r1'] }, later(9));
    expect(decide(bound, by('r1'), later(10))).toEqual([]);
    expect(decide(bound, by('r2'), later(10))).toHaveLength(1);
  });

  it('remembers the requests of at most two windows', () => {
    const many = Array.from({ length: 50 }, (_, i) => windowExtended(`w${i}`));
    const busy = aSession(joined('a'), assigned('anna'), ...many);
    expect(busy.extendedBy).toHaveLength(40);
    expect(decide(busy, by('w49'), noon)).toEqual([]);
    expect(decide(busy, by('w10'), noon)).toEqual([]);
    expect(decide(busy, by('w9'), noon)).toHaveLength(1);
  });

  function decided(command: SessionCommand): readonly SessionEvent[] {
    const events = decide(served, command, noon);
    return isRefused(events) ? [] : events;
  }

  function windowExtended(request: string): SessionEvent {
    const data = { conversationId, epoch: 1, deadlineAt: later(400), by: 'agent', seconds: 60 } as const;
    return {
      type: 'ReconnectionWindowExtended',
      data: { ...data, extensionsLeft: 1, request, at: later(6) },
    };
  }
});

describe('a sealed session', () => {
  it.each([
    ['window-expired', aSession(joined('a'), assigned('anna'), expired)],
    ['conversation-ended', aSession(joined('a'), assigned('anna'), sealedBy('agent', 'ended'))],
  ])('refuses every return as %s', (refused, session) => {
    expect(decide(session, { type: 'join', connection: connection('b'), secretHash: 'first' }, noon)).toEqual(
      {
        refused,
      },
    );
    expect(decide(session, { type: 'take-over', ...claimant }, noon)).toEqual({ refused });
    expect(decide(session, { type: 'bind', epoch: 1, newDevice: false, ...claimant }, noon)).toEqual({
      refused,
    });
  });

  it('opens no window when the customer’s connection is lost afterwards', () => {
    const ended = aSession(joined('a'), assigned('anna'), sealedBy('agent', 'ended'));
    expect(decide(after(ended, loseCommand, noon), promoteCommand, later(60))).toEqual([]);
  });

  it('accepts no message, but answers one that was stored before', () => {
    const ended = aSession(joined('a'), assigned('anna'), sealedBy('customer', 'closed-by-customer'));
    const post = {
      type: 'post',
      author: { party: 'agent', agentId: 'anna', connectionId: 'desk' },
      bytes: 5,
      linkId: null,
    } as const;
    expect(decide(ended, post, noon)).toEqual({ refused: 'conversation-ended' });
    expect(decide(ended, { ...post, storedPost: { sameText: true } }, noon)).toEqual([]);
  });
});

describe('a frame of a fenced connection', () => {
  const frames = (author: Author, isFenced = false): SessionCommand[] => [
    { type: 'authorise', author, isFenced },
    { type: 'authorise', author, isFenced, isUnassigned: true },
    { type: 'end', author, isFenced, reason: 'ended' },
    { type: 'extend-ahead', author, isFenced, by: author.party, rules, request: 'more' },
    { type: 'post', author, isFenced, bytes: 2, linkId: null },
    { type: 'post', author, isFenced, bytes: 2, linkId: null, isNote: true },
  ];
  const anna = { party: 'agent', agentId: 'anna', connectionId: 'desk' } as const;

  it('changes nothing and is refused with the reason', () => {
    const taken = after(served, { type: 'take-over', ...claimant, connection: connection('phone') }, noon);
    for (const frame of frames({ party: 'customer', connectionId: 'a', epoch: 1 }))
      expect([frame.type, decide(taken, frame, noon)]).toEqual([frame.type, { refused: 'superseded' }]);
    for (const author of [anna, { ...anna, isSupervisor: true }])
      for (const frame of frames(author, true))
        expect([frame.type, decide(served, frame, noon)]).toEqual([frame.type, { refused: 'unavailable' }]);
  });

  it('is accepted when the connection is not fenced', () => {
    const living = [...frames(anna), ...frames({ party: 'customer', connectionId: 'a', epoch: 1 })];
    for (const frame of living)
      expect([frame.type, isRefused(decide(served, frame, noon))]).toEqual([frame.type, false]);
  });
});

describe('a message', () => {
  const post = {
    type: 'post',
    author: { party: 'agent', agentId: 'anna', connectionId: 'desk' },
    bytes: 5,
    linkId: null,
  } as const;

  it('is refused when its client id belongs to another text', () => {
    expect(decide(served, { ...post, storedPost: { sameText: false } }, noon)).toEqual({
      refused: 'message-conflict',
    });
  });

  it('is refused from an agent who does not have the conversation', () => {
    const author = { party: 'agent', agentId: 'ben', connectionId: 'desk' } as const;
    expect(decide(served, { ...post, author }, noon)).toEqual({ refused: 'not-your-conversation' });
  });

  it('is refused from a desk whose connection was fenced, also when it was stored before', () => {
    const fenced = { ...post, isFenced: true };
    expect(decide(served, fenced, noon)).toEqual({ refused: 'unavailable' });
    expect(decide(served, { ...fenced, storedPost: { sameText: true } }, noon)).toEqual({
      refused: 'unavailable',
    });
  });

  it('is refused as unavailable, so that the client retries, when its gateway was taken for dead', () => {
    const swept = after(
      served,
      { type: 'sweep', incarnation: 'gateway-1', lostAt: noon, debounceSeconds: 5 },
      noon,
    );
    const author = { party: 'customer', connectionId: 'a', epoch: 1 } as const;
    expect(decide(swept, { ...post, author }, noon)).toEqual({ refused: 'unavailable' });
  });
});

describe('the agent’s connection', () => {
  const gone = { type: 'apply-desk-status', agentId: 'anna', status: 'away' } as const;
  const back = { ...gone, status: 'connected' } as const;
  const lostAgent = after(served, gone, noon);

  it('is recorded for the customer once for each change', () => {
    expect(lostAgent).toMatchObject({ agentLost: true, lastSeq: served.lastSeq + 1 });
    expect(decide(lostAgent, gone, noon)).toEqual([]);
    expect(after(lostAgent, back, noon)).toMatchObject({ agentLost: false });
    expect(decide(served, back, noon)).toEqual([]);
  });

  it('is not recorded for an agent who signed out, for another agent, or without an agent', () => {
    expect(decide(lostAgent, { ...gone, status: 'signed-out' }, noon)).toEqual([]);
    expect(decide(served, { ...gone, agentId: 'ben' }, noon)).toEqual([]);
    expect(decide(aSession(joined('a')), gone, noon)).toEqual([]);
  });
});
