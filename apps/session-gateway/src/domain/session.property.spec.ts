import type { ReconnectionFact, RoutingFact } from '@rejoin/contracts';
import { instant, isRefused, type Instant } from '@rejoin/kernel';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { ModelCoverage, storiesToTry } from '../../../../libs/testing/src/model-run';
import { decide, type SessionCommand } from './decide-session';
import { evolve } from './evolve-session';
import { aSession, assigned, conversationId, expired, connection, rules, sealedBy } from './session.fixture';
import { hasExtended, type Session, type SessionEvent } from './session';
import { systemEntry } from './system-entry';

const stories = storiesToTry(500);
const factTypes = [
  ...(['MessageSent', 'NoteAdded', 'CustomerDisconnected', 'CustomerReconnected'] as const),
  ...(['SessionTakenOver', 'ReconnectLinkSent', 'ReconnectTimeExtended'] as const),
  ...([
    'ConnectionJoined',
    'ConnectionsLost',
    'SessionBound',
    'AgentLost',
    'AgentReturned',
    'EndRequested',
  ] as const),
] satisfies SessionEvent['type'][];
const refusals = [
  ...['superseded', 'reconnect-available', 'conversation-ended', 'window-expired', 'no-extension-left'],
  ...['message-conflict', 'not-your-conversation', 'not-active', 'unavailable', 'denied'],
];
/** The coverage leaves out the start, because every sequence begins after it. */
const coverage = new ModelCoverage('sessions', [...factTypes, ...refusals]);

// There are only a few ids, so that commands concern the same tabs, secrets, gateways and agents.
const move = fc.record({
  type: fc.constantFrom(
    ...([
      'join',
      'join',
      'join',
      'lose',
      'lose',
      'sweep',
      'sweep',
      'promote',
      'promote',
      'bind',
      'bind',
      'bind',
      'take-over',
      'extend-ahead',
      'extend-ahead',
      'extend-window',
      'post',
      'post',
      'note',
      'end',
      'assign',
      'requeue',
      'agent-lost',
      'agent-back',
      'seal',
      'expire',
    ] as const),
  ),
  halfSeconds: fc.integer({ min: 0, max: 12 }),
  connectionId: fc.constantFrom('a', 'b', 'c'),
  incarnation: fc.constantFrom('gateway-1', 'gateway-2'),
  secretHash: fc.constantFrom('first', 'second', 'third'),
  hasConnection: fc.boolean(),
  epochLag: fc.constantFrom(0, 0, 0, -1),
  agentId: fc.constantFrom('anna', 'ben'),
  request: fc.constantFrom('r1', 'r2', 'r3'),
  heardOf: fc.boolean(),
  byAgent: fc.boolean(),
  linkId: fc.constantFrom(null, null, 'l3'),
  isLinkUsed: fc.boolean(),
  /** Events that end a conversation are rare, so that most sequences are long. */
  isEnd: fc.nat({ max: 11 }).map((n) => n === 0),
  again: fc.constantFrom(undefined, undefined, { sameText: true }, { sameText: false }),
});
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

interface Step {
  readonly command: SessionCommand;
  readonly now: Instant;
  readonly before: Session;
  readonly after: Session;
  readonly events: readonly SessionEvent[];
  readonly refused: string | null;
}

function commandOf(one: Move, session: Session, now: Instant): SessionCommand {
  const { connectionId: connectionId, incarnation, secretHash, agentId } = one;
  const epoch = Math.max(1, session.epoch + one.epochLag);
  const claimant = {
    secretHash,
    way: 'link',
    linkId: 'l1',
    successorLinkId: 'l2',
    connection: one.hasConnection ? connection(connectionId, incarnation) : null,
  } as const;
  const absorb = (event: SessionEvent): SessionCommand => ({ type: 'apply-fact', event });
  switch (isEnding(one.type) && !one.isEnd ? 'promote' : one.type) {
    case 'join':
      return { type: 'join', connection: connection(connectionId, incarnation), secretHash };
    case 'lose':
      return { type: 'lose', connectionId, elapsedMs: one.halfSeconds * 100, debounceSeconds: 5 };
    case 'sweep':
      return { type: 'sweep', incarnation, lostAt: now, debounceSeconds: 5 };
    case 'promote':
      return { type: 'promote', rules };
    case 'bind':
      return { type: 'bind', epoch, newDevice: true, ...claimant };
    case 'take-over':
      return { type: 'take-over', ...claimant, isLinkUsed: one.isLinkUsed };
    case 'extend-ahead':
      return { type: 'extend-ahead', by: 'customer', rules, request: one.request };
    case 'extend-window':
      return absorb(extended(session.epoch, one.request, now));
    case 'post': {
      const author = one.byAgent
        ? ({ party: 'agent', agentId, connectionId: 'desk' } as const)
        : ({ party: 'customer', connectionId: connectionId, epoch } as const);
      return { type: 'post', author, bytes: 1, linkId: one.linkId, storedPost: one.again };
    }
    case 'note':
      return {
        type: 'post',
        author: { party: 'agent', agentId, connectionId: 'desk', isSupervisor: one.hasConnection },
        bytes: 1,
        linkId: null,
        isNote: true,
      };
    case 'end':
      return {
        type: 'end',
        author: { party: 'agent', agentId, connectionId: 'desk' },
        reason: 'ended',
        isFenced: one.hasConnection,
      };
    case 'assign':
      return absorb(assigned(agentId));
    case 'requeue':
      return absorb(requeued(agentId, now));
    case 'agent-lost':
      return { type: 'apply-desk-status', agentId, status: 'away' };
    case 'agent-back':
      return { type: 'apply-desk-status', agentId, status: 'connected' };
    case 'seal':
      return absorb(sealedBy('agent', 'ended'));
    case 'expire':
      return absorb(expired);
  }
}

function isEnding(type: Move['type']): boolean {
  return type === 'seal' || type === 'expire' || type === 'end';
}

function extended(epoch: number, request: string, at: Instant): ReconnectionFact {
  const data = { conversationId, epoch, deadlineAt: at, by: 'supervisor', seconds: 1 } as const;
  return { type: 'ReconnectionWindowExtended', data: { ...data, extensionsLeft: 1, request, at } };
}

function requeued(agentId: string, at: Instant): RoutingFact {
  const data = { conversationId, workstreamId: 's1', agentId, reason: 'AgentClosedSession', at } as const;
  return { type: 'ConversationRequeued', data: { ...data, parked: false } };
}

function play(moves: readonly Move[]): Step[] {
  coverage.story();
  let time = Date.UTC(2026, 2, 1, 12);
  let session = aSession();
  const timer = new Timer();
  return moves.flatMap((one) => {
    time += one.halfSeconds * 500;
    const now = instant(time);
    const command = timer.play(commandOf(one, session, now), session, one.heardOf);
    if (!command) return [];
    // The timer accepts only claimants of the epoch that is away.
    if (command.type === 'bind' && command.epoch === session.epoch && session.status !== 'away') return [];
    const decided = decide(session, command, now);
    const events = isRefused(decided) ? [] : decided;
    if (isRefused(decided)) coverage.record(decided.refused);
    for (const { type } of events) coverage.record(type);
    const before = session;
    session = events.reduce(evolve, session);
    return [
      { command, now, before, after: session, events, refused: isRefused(decided) ? decided.refused : null },
    ];
  });
}

/**
 * A model of the timer. It extends a window once for each request. Its answer to a return contains the extensions
 * whose facts have not arrived yet.
 */
class Timer {
  private extendedBy: string[] = [];

  play(command: SessionCommand, session: Session, isHeardOf: boolean): SessionCommand | undefined {
    if (command.type === 'bind' && command.epoch === session.epoch) {
      const { extendedBy } = this;
      this.extendedBy = [];
      return { ...command, extendedBy };
    }
    if (command.type !== 'apply-fact' || command.event.type !== 'ReconnectionWindowExtended') return command;
    const { request } = command.event.data;
    if (session.status !== 'away' || session.sealed) return undefined;
    if (hasExtended(session, request) || this.extendedBy.includes(request)) return undefined;
    this.extendedBy.push(request);
    return isHeardOf ? command : undefined;
  }
}

function isNote(command: SessionCommand): boolean {
  return command.type === 'post' && command.isNote === true;
}

/** Checks the property for sequences of up to 40 commands, from any sender and at any time. */
function always(property: (story: readonly Step[]) => void): void {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40, size: 'max' }), (moves) => property(play(moves))),
    stories,
  );
}

describe('a session after any sequence of commands', () => {
  it('never lowers its epoch, and raises it by one when a claimant is bound', () => {
    always((story) => {
      for (const { before, after, events } of story) {
        const bound = events.filter(({ type }) => type === 'SessionBound').length;
        assert.equal(after.epoch, before.epoch + bound);
        assert(bound <= 1);
      }
    });
  });

  it('one secret opens it, and only a new epoch changes the secret', () => {
    always((story) => {
      for (const { before, after, command, refused } of story) {
        if (before.epoch === after.epoch) assert.equal(after.secretHash, before.secretHash);
        if (command.type === 'join' && command.secretHash !== before.secretHash) assert(refused !== null);
      }
    });
  });

  it('has no connection of an older epoch', () => {
    always((story) => {
      for (const { before, after } of story) {
        if (after.epoch === before.epoch) continue;
        assert(after.lines.length <= 1);
      }
    });
  });

  it('numbers its entries 1..n without gaps', () => {
    always((story) => {
      for (const { before, events } of story) {
        let seq = before.lastSeq;
        let session = before;
        for (const event of events) {
          session = evolve(session, event);
          if (event.type === 'MessageSent' || event.type === 'NoteAdded') assert.equal(event.data.seq, ++seq);
          else if (systemEntry(event)) seq++;
          assert.equal(session.lastSeq, seq);
        }
      }
    });
  });

  it('a message is written by a connection that lives, or by the agent of the conversation', () => {
    always((story) => {
      for (const { command, before, events } of story) {
        if (command.type !== 'post' || isNote(command) || events.length === 0) continue;
        const { author } = command;
        if (author.party === 'agent') assert.equal(author.agentId, before.agentId);
        else assert(before.lines.some(({ id }) => id === author.connectionId));
        assert.equal(before.sealed, null);
        assert.equal(command.storedPost, undefined);
      }
    });
  });

  it('a link that is used up takes over nothing', () => {
    always((story) => {
      for (const { command, events } of story) {
        if (command.type === 'take-over' && command.isLinkUsed === true) assert.deepEqual(events, []);
      }
    });
  });

  it('does not count as away before the debounce is over or while it has a connection', () => {
    always((story) => {
      for (const { before, now, events } of story) {
        if (!events.some(({ type }) => type === 'CustomerDisconnected')) continue;
        assert.equal(before.status, 'lost');
        assert.equal(before.lines.length, 0);
        assert(before.promoteAt !== null && now >= before.promoteAt);
      }
    });
  });

  it('is extended once by a request, however often it is sent', () => {
    always((story) => {
      const extending = story.flatMap(({ command, events }) => [
        ...(command.type === 'bind' && events.length > 0 ? (command.extendedBy ?? []) : []),
        ...events.flatMap(({ type, data }) => (type === 'ReconnectTimeExtended' ? [data.request] : [])),
      ]);
      assert.deepEqual(extending, [...new Set(extending)]);
    });
  });

  it('counts as away in the end when it is lost', () => {
    always((story) => {
      for (const { after } of story) {
        assert.equal(after.status === 'lost' && after.sealed === null, after.promoteAt !== null);
        if (after.status === 'connected' && !after.sealed && after.epoch > 1) assert(after.lines.length > 0);
      }
    });
  });

  it('leaves an away customer at least a minute, or the whole limit when that is shorter', () => {
    always((story) => {
      for (const { events, now } of story)
        for (const event of events) {
          if (event.type !== 'CustomerDisconnected') continue;
          const { deadlineAt, limitSeconds, lostAt } = event.data;
          assert(Date.parse(deadlineAt) - Date.parse(now) >= Math.min(60, limitSeconds) * 1_000);
          assert(Date.parse(deadlineAt) - Date.parse(lostAt) >= limitSeconds * 1_000);
        }
    });
  });

  it('opens no window, binds no claimant and accepts no message after the seal', () => {
    always((story) => {
      for (const { before, events, command } of story) {
        // A note is accepted until the conversation is closed.
        if (!before.sealed || command.type === 'apply-fact' || isNote(command)) continue;
        assert.deepEqual(
          events.filter(({ type }) => type !== 'ConnectionsLost'),
          [],
        );
      }
    });
  });

  it('gives the same answer to a repeated command, and changes nothing', () => {
    always((story) => {
      for (const { command, after, now, refused } of story) {
        // Another message or tab is a new one, and facts of other services arrive once.
        if (['post', 'join', 'apply-fact'].includes(command.type) || refused !== null) continue;
        const again = decide(after, command, now);
        if (command.type === 'bind' && command.connection) continue;
        assert.deepEqual(again, []);
      }
    });
  });

  it('shows a change only with a new revision', () => {
    always((story) => {
      for (const { before, after } of story) {
        if (before.rev !== after.rev) continue;
        const shown = (session: Session) => ({ ...session, lastSeq: 0, ending: null });
        assert.deepEqual(shown(after), shown(before));
      }
    });
  });
});
