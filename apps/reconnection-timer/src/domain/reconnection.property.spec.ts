import { reconnection as family, type ReconnectionFact } from '@rejoin/contracts';
import { instant, isRefused, plusSeconds, type Instant } from '@rejoin/kernel';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { ModelCoverage, storiesToTry } from '../../../../libs/testing/src/model-run';
import { answerTo, type Answer } from './answer';
import type { Command } from './command';
import { noOutages, type Outages } from './outage';
import { reconnection } from './decide-reconnection';
import { initial, type Reconnection } from './reconnection';
import { isOpen, isOverdue } from './window';

const stories = storiesToTry(500);
const refusals = [
  ...([
    'window-expired',
    'conversation-ended',
    'denied',
    'superseded',
    'no-window',
    'no-extension-left',
  ] as const),
];
const coverage = new ModelCoverage('windows', [...Object.keys(family.facts), ...refusals]);
const conversationId = 'c1';

// Small numbers, so that commands meet: the same epochs, claims and requests, and often the very deadline.
const move = fc.record({
  type: fc.constantFrom(
    ...([
      'open',
      'open',
      'request',
      'request',
      'request',
      'extend',
      'extend',
      'expire',
      'expire',
      'seal',
      'give-up',
    ] as const),
  ),
  halfSeconds: fc.integer({ min: 0, max: 4 }),
  epochLag: fc.constantFrom(0, 0, 0, -1, 1),
  claim: fc.constantFrom('ann', 'bob'),
  request: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
  /** How long before its decision a request was recorded. */
  askedHalfSecondsAgo: fc.constantFrom(0, 0, 0, 1, 3),
  /** The length of an outage that ended at the command, and whether it still lasts. */
  outage: fc.constantFrom(
    { halfSeconds: 0, lasts: false },
    { halfSeconds: 0, lasts: false },
    { halfSeconds: 4, lasts: false },
    { halfSeconds: 4, lasts: true },
  ),
  limitSeconds: fc.integer({ min: 1, max: 5 }),
  extension: fc.record({ times: fc.integer({ min: 0, max: 3 }), seconds: fc.integer({ min: 1, max: 3 }) }),
});
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

interface Step {
  readonly command: Command;
  readonly now: Instant;
  readonly outages: Outages;
  readonly before: Reconnection;
  readonly after: Reconnection;
  readonly facts: readonly ReconnectionFact[];
  readonly answer: Answer;
}

function commandOf(one: Move, { window }: Reconnection, now: Instant): Command {
  const epoch = Math.max(1, (window?.epoch ?? 1) + (window && !isOpen(window) ? 1 : 0) + one.epochLag);
  const { claim, request, limitSeconds, extension } = one;
  const deadlineAt = plusSeconds(now, limitSeconds);
  const terms = { kind: 'reconnect', lostAt: now, awayAt: now, deadlineAt, limitSeconds, extension } as const;
  switch (one.type) {
    case 'open':
      return { type: 'open', conversationId, epoch, terms };
    case 'request':
      return {
        type: 'request',
        conversationId,
        epoch,
        claim,
        way: 'link',
        terms,
        askedAt: plusSeconds(now, -one.askedHalfSecondsAgo / 2),
      };
    case 'extend':
      return { type: 'extend', conversationId, epoch, by: 'agent', request };
    case 'seal':
      return { type: 'seal', conversationId, by: 'agent', agentId: 'a1', reason: 'ended' };
    case 'give-up':
      return {
        type: 'seal',
        conversationId,
        by: 'supervisor',
        agentId: null,
        reason: 'gave-up',
        awayEpoch: epoch,
      };
    case 'expire':
      return { type: 'expire', conversationId };
  }
}

function outagesOf({ outage: { halfSeconds, lasts } }: Move, now: Instant): Outages {
  if (halfSeconds === 0) return noOutages;
  const since = plusSeconds(now, -halfSeconds / 2);
  return {
    ended: lasts ? [] : [{ since, until: now }],
    ongoingSince: lasts ? since : null,
    maxExtensionSeconds: 8,
  };
}

function step(before: Reconnection, command: Command, now: Instant, outages = noOutages): Step {
  const decision = reconnection.decide(before, { ...command, now, outages });
  if (isRefused(decision)) {
    coverage.record(decision.refused);
    return { command, now, outages, before, after: before, facts: [], answer: decision };
  }
  const after = decision.reduce(reconnection.evolve, before);
  const answer = answerTo(command, after, decision);
  for (const { type } of decision) coverage.record(type);
  if (isRefused(answer)) coverage.record(answer.refused);
  return { command, now, outages, before, after, facts: decision, answer };
}

function play(moves: readonly Move[]): Step[] {
  coverage.story();
  let time = Date.UTC(2026, 0, 31, 9);
  let state = initial;
  return moves.map((one) => {
    time += one.halfSeconds * 500;
    const now = instant(time);
    const taken = step(state, commandOf(one, state, now), now, outagesOf(one, now));
    state = taken.after;
    return taken;
  });
}

/** Checks a property for random sequences of up to 40 commands. */
function always(property: (story: readonly Step[]) => void): void {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40, size: 'max' }), (moves) => property(play(moves))),
    stories,
  );
}

const factsOf = (story: readonly Step[]) => story.flatMap(({ facts }) => facts);

/** Returns the epoch whose window a fact decides, if it decides one. */
function decidedEpoch(fact: ReconnectionFact): number | null {
  if (fact.type === 'ReconnectAccepted' || fact.type === 'ReconnectExpired') return fact.data.epoch;
  return fact.type === 'ConversationSealed' ? fact.data.endedEpoch : null;
}

describe('whatever happens to a conversation', () => {
  it('each epoch that was lost is decided once, and before the next one opens', () => {
    always((story) => {
      let open: number | null = null;
      let newest = 0;
      for (const fact of factsOf(story)) {
        if (fact.type === 'ReconnectionWindowOpened') {
          assert.equal(open, null);
          assert(fact.data.epoch > newest);
          newest = open = fact.data.epoch;
        }
        const epoch = decidedEpoch(fact);
        if (epoch === null) continue;
        assert.equal(epoch, open);
        open = null;
      }
    });
  });

  it('no expiry is decided before the deadline, and no return accepted that was requested at or after it', () => {
    always((story) => {
      let deadlineAt = '';
      for (const fact of factsOf(story)) {
        if (fact.type === 'ReconnectionWindowOpened') ({ deadlineAt } = fact.data);
        if (fact.type === 'ReconnectionWindowExtended') {
          // Only an extension after an outage may come after the deadline.
          assert(fact.data.deadlineAt > deadlineAt);
          assert.equal(fact.data.at < deadlineAt, fact.data.by !== 'system');
          ({ deadlineAt } = fact.data);
        }
        if (fact.type === 'ReconnectExpired') {
          assert.equal(fact.data.deadlineAt, deadlineAt);
          assert(fact.data.at >= deadlineAt);
        }
        if (fact.type === 'ReconnectAccepted') {
          const { askedAt, at } = fact.data;
          assert((askedAt ?? at) < deadlineAt && (askedAt ?? at) <= at);
        }
      }
    });
  });

  it('a command leaves no window overdue, unless an outage lasts or the command was refused', () => {
    always((story) => {
      for (const { after, now, outages, command, answer } of story) {
        if (command.type === 'expire' && outages.ongoingSince !== null) continue;
        // A request in time by a claimant of another window, or a refused extension.
        if (command.type === 'request' || isRefused(answer)) continue;
        assert(!isOverdue(after.window, now));
      }
    });
  });

  it('no window expires during an outage or because of one that has just ended', () => {
    always((story) => {
      for (const { before, facts, outages, now, command } of story) {
        const [outage] =
          outages.ongoingSince === null ? outages.ended : [{ since: outages.ongoingSince, until: now }];
        if (!outage || !isOpen(before.window) || before.window.deadlineAt < outage.since) continue;
        if (command.type === 'request' && command.askedAt !== now) continue;
        assert(facts.every(({ type }) => type !== 'ReconnectExpired'));
      }
    });
  });

  it('a seal is final: only refused requests are recorded after it', () => {
    always((story) => {
      const facts = factsOf(story);
      const sealedAt = facts.findIndex(
        ({ type }) => type === 'ConversationSealed' || type === 'ReconnectExpired',
      );
      const after = sealedAt < 0 ? [] : facts.slice(sealedAt + 1).map(({ type }) => type);
      assert.deepEqual(
        after.filter((type) => type !== 'ReconnectRequested' && type !== 'ReconnectRejected'),
        [],
      );
    });
  });

  it('a repeated command gets the same answer and makes no new facts', () => {
    always((story) => {
      for (const { command, now, after, answer, outages } of story) {
        const again = step(after, command, now, outages);
        assert.deepEqual(again.facts, []);
        const isSealed = command.type === 'seal' && !isRefused(answer);
        assert.deepEqual(again.answer, isSealed ? { ...answer, already: true } : answer);
      }
    });
  });

  it('an accepted claimant gets the same answer until the next disconnect or the seal', () => {
    always((story) => {
      const accepted = new Map<string, Answer>();
      for (const { command, answer, after } of story) {
        if (after.sealed) return;
        if (command.type !== 'request' || command.epoch !== after.window?.epoch) continue;
        const key = `${command.epoch}:${command.claim}`;
        const before = accepted.get(key);
        if (before) assert.deepEqual(answer, before);
        if (answer && 'nextEpoch' in answer) accepted.set(key, answer);
      }
    });
  });

  it('every request has an answer, and every accepted one names one winner', () => {
    always((story) => {
      const winners = new Map<number, string>();
      for (const { command, now, before, answer, facts } of story) {
        assert.equal(answer === null, command.type === 'open' || command.type === 'expire');
        if (command.type !== 'request') continue;
        const says = facts.some(({ type }) => type === 'ReconnectAccepted');
        if (says) {
          const extendedBy = before.window?.extendedBy ?? [];
          const extensions = extendedBy.length === 0 || !isOpen(before.window) ? {} : { extendedBy };
          assert.deepEqual(answer, { nextEpoch: command.epoch + 1, at: now, ...extensions });
        }
        if (answer && 'nextEpoch' in answer) {
          assert.equal(winners.get(command.epoch) ?? command.claim, command.claim);
          winners.set(command.epoch, command.claim);
        }
      }
    });
  });

  it('a window is extended as often as its terms allow, once per request', () => {
    always((story) => {
      let left = 0;
      let requests: string[] = [];
      for (const fact of factsOf(story)) {
        if (fact.type === 'ReconnectionWindowOpened') {
          left = fact.data.extensionsLeft;
          requests = [];
        }
        if (fact.type === 'ReconnectionWindowExtended' && fact.data.by !== 'system') {
          assert.equal(fact.data.extensionsLeft, --left);
          assert(!requests.includes(fact.data.request));
          requests.push(fact.data.request);
        }
      }
    });
  });

  it('a command to stop waiting never ends the conversation of a customer who is back', () => {
    always((story) => {
      for (const { command, before, facts } of story) {
        if (command.type !== 'seal' || !command.awayEpoch || facts.length === 0) continue;
        const newest = before.window?.epoch ?? 0;
        assert(newest < command.awayEpoch || isOpen(before.window));
        const [fact] = facts;
        if (newest >= command.awayEpoch && fact?.type === 'ConversationSealed')
          assert.equal(fact.data.endedEpoch, command.awayEpoch);
      }
    });
  });

  it('each refusal is recorded at most once between two windows, however often it is repeated', () => {
    always((story) => {
      let rejected: string[] = [];
      for (const fact of factsOf(story)) {
        if (fact.type === 'ReconnectRejected') {
          assert(!rejected.includes(fact.data.because));
          rejected.push(fact.data.because);
        } else if (fact.type !== 'ReconnectRequested') {
          rejected = [];
        }
      }
    });
  });

  it('every fact is as the contract declares it', () => {
    always((story) => {
      for (const { type, data } of factsOf(story)) assert.deepEqual(family.facts[type].parse(data), data);
    });
  });
});

describe('the stories that are played', () => {
  it('reach every fact and every refusal', () => {
    const seen = new Set<string>();
    for (const moves of fc.sample(fc.array(move, { minLength: 20, maxLength: 40 }), 500)) {
      for (const { facts, answer } of play(moves)) {
        for (const { type } of facts) seen.add(type);
        if (isRefused(answer)) seen.add(answer.refused);
      }
    }
    expect([...seen].sort()).toEqual([...Object.keys(family.facts), ...refusals].sort());
  });
});
