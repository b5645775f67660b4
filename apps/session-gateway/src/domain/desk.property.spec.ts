import { instant, isRefused, type Instant } from '@rejoin/kernel';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { ModelCoverage, storiesToTry } from '../../../../libs/testing/src/model-run';
import { signedOutDesk, decideDesk, evolveDesk, type Desk, type DeskCommand, type DeskEvent } from './desk';
import { maxConnections } from './session';

const stories = storiesToTry(300);
const factTypes = [
  ...([
    'AgentConnected',
    'AgentDisconnected',
    'AgentSignedOut',
    'DeskConnectionJoined',
    'DeskConnectionsLost',
  ] as const),
] satisfies DeskEvent['type'][];
const coverage = new ModelCoverage('desks', [...factTypes, 'too-many', 'unavailable']);

// There are only a few ids, so that commands concern the same tabs and gateways.
const move = fc.record({
  type: fc.constantFrom(
    ...(['join', 'join', 'join', 'join', 'join', 'join', 'join', 'lose', 'lose'] as const),
    ...(['sweep', 'promote', 'promote', 'sign-out'] as const),
  ),
  halfSeconds: fc.integer({ min: 0, max: 8 }),
  connectionId: fc.oneof(
    fc.constantFrom('a', 'b'),
    fc.integer({ min: 0, max: 99 }).map((n) => `tab-${n}`),
  ),
  incarnation: fc.constantFrom('gateway-1', 'gateway-2'),
  isFromDesk: fc.boolean(),
});
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

interface Step {
  readonly command: DeskCommand;
  readonly now: Instant;
  readonly before: Desk;
  readonly after: Desk;
  readonly events: readonly DeskEvent[];
  readonly refused: string | null;
}

function commandOf(
  { type, connectionId: connectionId, incarnation, isFromDesk, halfSeconds }: Move,
  now: Instant,
): DeskCommand {
  switch (type) {
    case 'join':
      return { type, connection: { id: connectionId, incarnation } };
    case 'lose':
      return { type, connectionId, elapsedMs: halfSeconds * 100 };
    case 'sweep':
      return { type, incarnation, lostAt: now };
    case 'promote':
      return { type, graceSeconds: 60 };
    case 'sign-out':
      return isFromDesk ? { type, connectionId } : { type };
  }
}

function play(moves: readonly Move[]): Step[] {
  coverage.story();
  let time = Date.UTC(2026, 2, 1, 12);
  let desk = signedOutDesk('anna');
  return moves.map((one) => {
    time += one.halfSeconds * 500;
    const now = instant(time);
    const command = commandOf(one, now);
    const decided = decideDesk(desk, command, now);
    const events = isRefused(decided) ? [] : decided;
    const before = desk;
    desk = events.reduce(evolveDesk, desk);
    for (const { type } of events) coverage.record(type);
    const refused = isRefused(decided) ? decided.refused : null;
    if (refused !== null) coverage.record(refused);
    return { command, now, before, after: desk, events, refused };
  });
}

/** Checks the property for sequences of up to 60 commands, from any sender and at any time. */
function always(property: (story: readonly Step[]) => void): void {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => property(play(moves))),
    stories,
  );
}

describe('a desk after any sequence of commands', () => {
  it('records the start and the end of each epoch once', () => {
    always((story) => {
      let epoch = 0;
      let isOpen = false;
      for (const { events } of story)
        for (const event of events) {
          if (event.type === 'AgentConnected') {
            assert(!isOpen);
            assert.equal(event.data.epoch, ++epoch);
            isOpen = true;
          }
          if (event.type === 'AgentDisconnected') {
            assert(isOpen);
            assert.equal(event.data.epoch, epoch);
            isOpen = false;
          }
          if (event.type === 'AgentSignedOut') isOpen = false;
        }
    });
  });

  it('is connected while it has a tab, and never has more tabs than the maximum', () => {
    always((story) => {
      for (const { after } of story) {
        assert.equal(after.lines.length > 0, after.status === 'connected');
        assert(after.lines.length <= maxConnections);
      }
    });
  });

  it('records no loss before the debounce is over or while it has a tab', () => {
    always((story) => {
      for (const { before, now, events } of story) {
        if (!events.some(({ type }) => type === 'AgentDisconnected')) continue;
        assert.equal(before.status, 'lost');
        assert(before.promoteAt !== null && now >= before.promoteAt);
      }
    });
  });

  it('records every loss in the end', () => {
    always((story) => {
      for (const { after } of story) assert.equal(after.status === 'lost', after.promoteAt !== null);
    });
  });

  it('records nothing when a command is repeated', () => {
    always((story) => {
      for (const { command, now, after, refused } of story) {
        if (command.type === 'join' || refused !== null) continue;
        assert.deepEqual(decideDesk(after, command, now), []);
      }
    });
  });
});
