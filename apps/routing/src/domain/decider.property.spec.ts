import { routing, type SealReason, type WrapUpRule } from '@rejoin/contracts';
import fc from 'fast-check';
import { ModelCoverage, storiesToTry } from '../../../../libs/testing/src/model-run';
import type { Intent } from './commands';
import { agentIds, conversationIds, RoutingModel, type Move } from './routing.model';

const stories = storiesToTry(2_000);
const coverage = new ModelCoverage('conversations', [
  ...Object.keys(routing.facts),
  ...['not-open', 'agent-unavailable', 'no-free-capacity', 'not-your-conversation', 'not-active'],
  ...['not-in-wrap-up', 'offer-ended'],
]);

const agent = fc.constantFrom(...agentIds);
const conversation = fc.constantFrom(...conversationIds);
const small = fc.integer({ min: 0, max: 3 });
const epoch = fc.integer({ min: 1, max: 5 });

const intentTypes = [
  'queue',
  'assign',
  'accept',
  'decline',
  'miss-offer',
  'withdraw-offer',
  'customer-away',
  'customer-back',
  'expire',
  'seal',
  'close-tab',
  'release',
  'lose-agent',
  'transfer',
  'end-wrap-up-block',
  'auto-close',
  'close',
] as const satisfies readonly Intent['type'][];

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('intent' as const),
      conversation,
      intent: fc.constantFrom(...intentTypes),
      agent,
      n: epoch,
      reason: fc.constantFrom<SealReason>('ended', 'closed-by-customer', 'started-new', 'gave-up'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'round' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('maximum' as const), agent, units: small }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reachable' as const), agent, reachable: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('terms' as const),
      units: small,
      rule: fc.constantFrom<WrapUpRule>('always-block', 'custom-time', 'dont-block'),
      offerSeconds: fc.constantFrom(null, 10),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(5, 15, 70) }),
  },
);

describe(`any sequence of commands (${stories.numRuns} runs)`, () => {
  it('acquires and releases each unit once, and never goes above a maximum', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60, size: 'max' }), (moves) => {
        coverage.story();
        const model = new RoutingModel((what) => coverage.record(what));
        for (const id of conversationIds.slice(0, 2)) {
          model.make({ do: 'intent', conversation: id, intent: 'queue', agent: 'a', n: 1, reason: 'ended' });
        }
        for (const one of moves) {
          model.make(one);
          model.check();
        }
        model.checkFold();
        model.endAll();
        model.check();
      }),
      stories,
    );
  });
});
