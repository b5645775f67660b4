import type { RoutingFact } from '@rejoin/contracts';
import type { AgentCapacity, WorkstreamTerms } from './capacity';
import type { Command, Intent } from './commands';
import { notStarted, type Conversation } from './conversation';
import { step } from '@rejoin/kernel';
import { conversationDecider, decide } from './decider';

const t = (second: number) => `2026-03-02T09:00:${String(second).padStart(2, '0')}.000Z`;
const now = t(30);
const conversationId = 'c1';
const workstreamId = 'w1';
const terms: WorkstreamTerms = {
  unitsPerConversation: 2,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
};
const ann: AgentCapacity = { agentId: 'ann', reachable: true, maxUnits: 10, usedUnits: 0 };
const bob: AgentCapacity = { agentId: 'bob', reachable: true, maxUnits: 10, usedUnits: 0 };

const started: Intent = { type: 'queue', workstreamId, startedAt: t(1) };
const pushed: Intent = { type: 'assign', by: 'push', to: ann };
const away = (epoch = 1): Intent => ({ type: 'customer-away', epoch });
const back = (epoch = 1): Intent => ({ type: 'customer-back', epoch });
const sealers = {
  ended: { by: 'agent', byAgentId: 'ann' },
  'gave-up': { by: 'supervisor', accountId: 'sue' },
  'closed-by-customer': { by: 'customer' },
  'started-new': { by: 'customer' },
} as const;
const seal = (reason: Extract<Intent, { type: 'seal' }>['reason']): Intent => ({
  type: 'seal',
  reason,
  actor: sealers[reason],
});

function command(intent: Intent, over: Partial<WorkstreamTerms> = {}): Command {
  return { ...intent, at: now, terms: { ...terms, ...over } };
}

function given(...intents: Intent[]): Conversation {
  return intents.reduce(
    (conversation, intent) => step(conversationDecider, conversation, command(intent)).after,
    notStarted(conversationId),
  );
}

/** Returns the conversation and the facts after one more intent; `over` changes the workstream's settings for it. */
function when(conversation: Conversation, intent: Intent, over: Partial<WorkstreamTerms> = {}) {
  const { decision, after: next } = step(conversationDecider, conversation, command(intent, over));
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
  return { facts: decision, types: decision.map((fact) => fact.type), next };
}

function data<Type extends RoutingFact['type']>(facts: readonly RoutingFact[], type: Type) {
  const fact = facts.find((one) => one.type === type);
  return fact?.data as Extract<RoutingFact, { type: Type }>['data'];
}

const nothing = given();
const open = given(started);
const active = given(started, pushed);
const activeAway = given(started, pushed, away());
const parked = given(started, away());
const parkedAfterAgent = given(started, pushed, away(), { type: 'close-tab', agentId: 'ann' });
const wrapUp = given(started, pushed, seal('ended'));
const closed = given(started, pushed, seal('ended'), { type: 'close', agentId: 'ann' });

describe('each row of the table of transitions', () => {
  it('- | customer starts | Open', () => {
    const { facts, next } = when(nothing, started);
    expect(facts).toEqual([
      {
        type: 'ConversationQueued',
        data: {
          conversationId,
          workstreamId,
          preferredAgentId: null,
          reason: 'AwaitingAgentAssignment',
          at: t(1),
        },
      },
    ]);
    expect(next).toMatchObject({ state: 'open', slot: 'none', queuedAt: t(1) });
  });

  it.each(['push', 'pick'] as const)('Open | assigned by %s | Active, units consumed', (by) => {
    const { facts, next } = when(open, { type: 'assign', by, to: ann });
    expect(facts).toEqual([
      {
        type: 'AgentAssigned',
        data: {
          conversationId,
          workstreamId,
          agentId: 'ann',
          units: 2,
          by,
          previousAgentId: null,
          reason: 'InConversation',
          at: now,
        },
      },
    ]);
    expect(next).toMatchObject({ state: 'active', agentId: 'ann', units: 2, slot: 'consumed' });
  });

  it('Open | customer ends | Closed', () => {
    const { facts, next } = when(open, seal('closed-by-customer'));
    const reason = 'CustomerDisconnectedOrLeftOpenConversation';
    expect(facts).toEqual([
      { type: 'ConversationClosed', data: { conversationId, workstreamId, reason, by: 'customer', at: now } },
    ]);
    expect(next.state).toBe('closed');
  });

  it('Open | customer away | parked, offered to nobody', () => {
    const { types, next } = when(open, away());
    expect(types).toEqual(['ConversationParked']);
    expect(next).toMatchObject({ state: 'open', away: true });
    expect(decide(next, command(pushed))).toEqual({ refused: 'not-open' });
  });

  it('Open, away | longer than the open-hold | Closed', () => {
    const { facts, types } = when(parked, { type: 'expire' });
    expect(types).toEqual(['ConversationClosed']);
    expect(data(facts, 'ConversationClosed').reason).toBe('CustomerDisconnectedOrLeftOpenConversation');
  });

  it('Active | agent presses End | Wrap-up, wrap-up rule', () => {
    const { facts, types, next } = when(active, seal('ended'));
    expect(types).toEqual(['ConversationWrappedUp']);
    expect(data(facts, 'ConversationWrappedUp')).toEqual({
      conversationId,
      workstreamId,
      agentId: 'ann',
      reason: 'ConversationEndedByAgent',
      by: 'agent',
      byAgentId: 'ann',
      rule: 'always-block',
      blockSeconds: null,
      autoCloseSeconds: 900,
      generation: 1,
      at: now,
    });
    expect(next).toMatchObject({ state: 'wrap-up', agentId: 'ann', slot: 'wrap-up', units: 2 });
  });

  it('Active | customer closes the chat | Wrap-up, wrap-up rule', () => {
    const { facts, types } = when(active, seal('closed-by-customer'));
    expect(types).toEqual(['ConversationWrappedUp']);
    expect(data(facts, 'ConversationWrappedUp').reason).toBe('CustomerMovedToWrapUp');
  });

  it('Active | customer away | the units are held', () => {
    const { facts, next } = when(active, away());
    expect(facts).toEqual([
      { type: 'CapacityHeld', data: { conversationId, agentId: 'ann', units: 2, at: now } },
    ]);
    expect(next).toMatchObject({ state: 'active', slot: 'held' });
  });

  it('Active, customer away | customer returns | the same agent, the same units', () => {
    const { types, next } = when(activeAway, back());
    expect(types).toEqual(['CapacityResumed']);
    expect(next).toMatchObject({ state: 'active', agentId: 'ann', slot: 'consumed', units: 2, away: false });
  });

  it('Active | customer away until the window expires | Wrap-up, held until then', () => {
    const { facts, types, next } = when(activeAway, { type: 'expire' });
    expect(types).toEqual(['ConversationWrappedUp']);
    expect(data(facts, 'ConversationWrappedUp').reason).toBe('CustomerDisconnectedOrLeftActiveConversation');
    expect(next.slot).toBe('wrap-up');
  });

  it('Active | agent closes the tab | Open, released, the same agent preferred', () => {
    const { facts, next } = when(active, { type: 'close-tab', agentId: 'ann' });
    const reason = 'AgentClosedSession';
    expect(facts).toEqual([
      { type: 'CapacityReleased', data: { conversationId, agentId: 'ann', units: 2, at: now } },
      {
        type: 'ConversationRequeued',
        data: { conversationId, workstreamId, agentId: 'ann', reason, parked: false, at: now },
      },
    ]);
    expect(next).toMatchObject({ state: 'open', agentId: null, preferredAgentId: 'ann', slot: 'none' });
  });

  it('Active | agent lost for longer than the grace | Open, released', () => {
    const { facts, types } = when(active, { type: 'lose-agent', agentId: 'ann' });
    expect(types).toEqual(['CapacityReleased', 'ConversationRequeued']);
    expect(data(facts, 'ConversationRequeued')).toMatchObject({ reason: 'AgentDisconnected', parked: false });
  });

  it('Active | agent releases to the queue | Open, released, not offered back first', () => {
    const { facts, types, next } = when(active, { type: 'release', agentId: 'ann' });
    expect(types).toEqual(['CapacityReleased', 'ConversationRequeued']);
    expect(data(facts, 'ConversationRequeued').reason).toBe('AgentTransferred');
    expect(next).toMatchObject({ preferredAgentId: null, lastAgentId: 'ann' });
  });

  it('Active | transfer to another agent | Active, the units move', () => {
    const { facts, next } = when(active, { type: 'transfer', requestedBy: 'ann', to: bob });
    expect(facts).toEqual([
      { type: 'CapacityReleased', data: { conversationId, agentId: 'ann', units: 2, at: now } },
      {
        type: 'AgentAssigned',
        data: {
          conversationId,
          workstreamId,
          agentId: 'bob',
          units: 2,
          by: 'transfer',
          previousAgentId: 'ann',
          reason: 'AgentTransferred',
          at: now,
        },
      },
    ]);
    expect(next).toMatchObject({ state: 'active', agentId: 'bob', slot: 'consumed' });
  });

  it('Active | transfer by a supervisor | recorded by account', () => {
    const { facts } = when(active, { type: 'transfer', requestedBy: null, accountId: 'sue', to: bob });
    expect(data(facts, 'AgentAssigned')).toMatchObject({ agentId: 'bob', accountId: 'sue' });
  });

  it.each([
    ['closes the tab', 'close-tab', 'AgentClosedSession'],
    ['releases', 'release', 'AgentTransferred'],
    ['is lost', 'lose-agent', 'AgentDisconnected'],
  ] as const)('Active, customer away | agent %s | Open, parked, released', (_, type, reason) => {
    const { facts, types, next } = when(activeAway, { type, agentId: 'ann' });
    expect(types).toEqual(['CapacityReleased', 'ConversationRequeued']);
    expect(data(facts, 'ConversationRequeued')).toMatchObject({ reason, parked: true });
    expect(next).toMatchObject({ state: 'open', away: true, slot: 'none' });

    const returned = when(next, back());
    expect(data(returned.facts, 'ConversationQueued').preferredAgentId).toBe('ann');
    const late = when(next, { type: 'expire' });
    expect(late.types).toEqual(['ConversationClosed']);
  });

  it('Active, customer away | transfer | the hold moves', () => {
    const { facts, types, next } = when(activeAway, { type: 'transfer', requestedBy: 'ann', to: bob });
    expect(types).toEqual(['CapacityReleased', 'AgentAssigned', 'CapacityHeld']);
    expect(data(facts, 'CapacityHeld')).toMatchObject({ agentId: 'bob', units: 2 });
    expect(next).toMatchObject({ agentId: 'bob', slot: 'held', away: true });
  });

  it('Active, customer away | gives up waiting | Wrap-up, wrap-up rule', () => {
    const { facts, types } = when(activeAway, seal('gave-up'), { wrapUpRule: 'dont-block' });
    expect(types).toEqual(['ConversationWrappedUp', 'CapacityReleased']);
    expect(data(facts, 'ConversationWrappedUp').reason).toBe('ConversationEndedByAgent');
  });

  it.each(['always-block', 'custom-time', 'dont-block'] as const)(
    'Active | customer starts a new one | Wrap-up, released at once also under %s',
    (wrapUpRule) => {
      const over = { wrapUpRule, wrapUpSeconds: wrapUpRule === 'custom-time' ? 600 : null };
      const { facts, types, next } = when(activeAway, seal('started-new'), over);
      expect(types).toEqual(['ConversationWrappedUp', 'CapacityReleased']);
      expect(data(facts, 'ConversationWrappedUp')).toMatchObject({
        reason: 'CustomerMovedToWrapUp',
        blockSeconds: null,
      });
      expect(next.slot).toBe('none');
    },
  );

  it('Wrap-up | agent closes | Closed, released', () => {
    const { facts, types, next } = when(wrapUp, { type: 'close', agentId: 'ann' });
    expect(types).toEqual(['CapacityReleased', 'ConversationClosed']);
    expect(data(facts, 'ConversationClosed').reason).toBe('ClosedByAgent');
    expect(next).toMatchObject({ state: 'closed', slot: 'none', agentId: null });
  });

  it('Wrap-up | agent closes with a disposition | the fact names it', () => {
    const chosen = { disposition: 'Solved', tags: ['vip'] };
    const { facts } = when(wrapUp, { type: 'close', agentId: 'ann', ...chosen });
    expect(data(facts, 'ConversationClosed')).toMatchObject(chosen);
    const { facts: byTime } = when(wrapUp, { type: 'auto-close', generation: 1 });
    expect(data(byTime, 'ConversationClosed').disposition).toBeUndefined();
  });

  it('Wrap-up | auto-close | Closed, released', () => {
    const { facts, types } = when(wrapUp, { type: 'auto-close', generation: 1 });
    expect(types).toEqual(['CapacityReleased', 'ConversationClosed']);
    expect(data(facts, 'ConversationClosed').reason).toBe('AutoClosedBySystem');
  });
});

describe('who ended it, and who closed it', () => {
  it.each<[who: string, conversation: Conversation, intent: Intent, actor: object]>([
    ['the agent who pressed End', active, seal('ended'), { by: 'agent', byAgentId: 'ann' }],
    ['the customer', active, seal('closed-by-customer'), { by: 'customer' }],
    ['the customer who started a new one', active, seal('started-new'), { by: 'customer' }],
    ['the supervisor who gave up', activeAway, seal('gave-up'), { by: 'supervisor', accountId: 'sue' }],
    ['the deadline', activeAway, { type: 'expire' }, { by: 'system' }],
    ['the customer in the queue', open, seal('closed-by-customer'), { by: 'customer' }],
    ['the deadline in the queue', parked, { type: 'expire' }, { by: 'system' }],
    ['the agent in wrap-up', wrapUp, { type: 'close', agentId: 'ann' }, { by: 'agent', byAgentId: 'ann' }],
    ['the time of wrap-up', wrapUp, { type: 'auto-close', generation: 1 }, { by: 'system' }],
  ])('is said: %s', (_, conversation, intent, actor) => {
    const ends = when(conversation, intent).facts.filter(({ type }) =>
      ['ConversationWrappedUp', 'ConversationClosed'].includes(type),
    );
    expect(ends).toHaveLength(1);
    const { by, byAgentId, accountId } = ends[0]?.data as Record<string, unknown>;
    expect({ by, byAgentId, accountId }).toEqual({ byAgentId: undefined, accountId: undefined, ...actor });
  });
});

describe('the wrap-up rule', () => {
  it('custom time: the units are released when it ends, the state stays', () => {
    const over = { wrapUpRule: 'custom-time', wrapUpSeconds: 60 } as const;
    const entered = when(active, seal('ended'), over);
    expect(entered.types).toEqual(['ConversationWrappedUp']);
    expect(data(entered.facts, 'ConversationWrappedUp').blockSeconds).toBe(60);

    const lapsed = when(entered.next, { type: 'end-wrap-up-block', generation: 1 });
    expect(lapsed.types).toEqual(['CapacityReleased']);
    expect(lapsed.next).toMatchObject({ state: 'wrap-up', slot: 'none' });

    const over2 = when(lapsed.next, { type: 'auto-close', generation: 1 });
    expect(over2.types).toEqual(['ConversationClosed']);
  });

  it("auto-close never comes before the block's end", () => {
    const over = { wrapUpRule: 'custom-time', wrapUpSeconds: 1800, autoCloseSeconds: 900 } as const;
    expect(data(when(active, seal('ended'), over).facts, 'ConversationWrappedUp').autoCloseSeconds).toBe(
      1800,
    );
  });

  it("don't block: the units are released on entering, once", () => {
    const entered = when(active, seal('ended'), { wrapUpRule: 'dont-block' });
    expect(entered.types).toEqual(['ConversationWrappedUp', 'CapacityReleased']);
    expect(when(entered.next, { type: 'close', agentId: 'ann' }).types).toEqual(['ConversationClosed']);
  });

  it('is the rule as of the transition, not as of the assignment', () => {
    expect(when(active, { type: 'expire' }, { wrapUpRule: 'dont-block' }).types).toContain(
      'CapacityReleased',
    );
  });

  it('ignores alarms of another generation', () => {
    expect(when(wrapUp, { type: 'auto-close', generation: 2 }).facts).toEqual([]);
    expect(when(wrapUp, { type: 'end-wrap-up-block', generation: 2 }).facts).toEqual([]);
    expect(when(active, { type: 'auto-close', generation: 0 }).facts).toEqual([]);
  });
});

describe('away and back', () => {
  it('a disconnect that arrives after the return changes nothing', () => {
    const returned = given(started, pushed, away(1), back(1));
    expect(when(returned, away(1)).facts).toEqual([]);
    expect(when(returned, away(2)).types).toEqual(['CapacityHeld']);
  });

  it('a return of an older epoch does not end a newer window', () => {
    const awayAgain = given(started, pushed, away(1), back(1), away(2));
    expect(when(awayAgain, back(1)).facts).toEqual([]);
    expect(when(awayAgain, back(2)).types).toEqual(['CapacityResumed']);
  });

  it('an epoch is remembered even if no facts follow', () => {
    const returnedFirst = given(started, back(3));
    expect(when(returnedFirst, away(3)).facts).toEqual([]);
  });

  it('a conversation that never had an agent keeps the place in the queue', () => {
    expect(when(parked, back()).next).toMatchObject({ state: 'open', away: false, queuedAt: t(1) });
  });

  it('a conversation that had an agent waits from the return on, and prefers that agent', () => {
    const { next } = when(parkedAfterAgent, back());
    expect(next).toMatchObject({ queuedAt: now, preferredAgentId: 'ann', lastAgentId: 'ann' });
  });

  it('expiry is final in every state', () => {
    expect(when(active, { type: 'expire' }).next.state).toBe('wrap-up');
    expect(when(open, { type: 'expire' }).next.state).toBe('closed');
    expect(when(parkedAfterAgent, { type: 'expire' }).next.state).toBe('closed');
  });

  it('End closes a conversation that has just left its agent', () => {
    const { facts } = when(open, seal('ended'));
    expect(data(facts, 'ConversationClosed').reason).toBe('ConversationEndedByAgent');
  });
});

describe.each([
  ['in wrap-up', wrapUp],
  ['closed', closed],
])('what comes too late for a conversation %s', (_, conversation) => {
  it.each<Intent>([
    started,
    away(9),
    back(9),
    { type: 'expire' },
    seal('ended'),
    seal('closed-by-customer'),
    seal('started-new'),
    { type: 'lose-agent', agentId: 'ann' },
  ])('changes nothing: $type $reason', (intent) => {
    expect(decide(conversation, command(intent))).toEqual([]);
  });
});

describe('refusals and repetition', () => {
  const full: AgentCapacity = { ...ann, usedUnits: 9 };
  const gone: AgentCapacity = { ...bob, reachable: false };
  const agentHandsOn = ['close-tab', 'release'] as const;

  it.each([
    ['assigning above the maximum', open, { type: 'assign', by: 'push', to: full }, 'no-free-capacity'],
    [
      'assigning to one who is gone',
      open,
      { type: 'assign', by: 'pick', to: { ...ann, reachable: false } },
      'agent-unavailable',
    ],
    ['picking what a colleague has', active, { type: 'assign', by: 'pick', to: bob }, 'not-open'],
    ['picking what is over', closed, { type: 'assign', by: 'pick', to: bob }, 'not-open'],
    [
      'transferring to a full agent',
      active,
      { type: 'transfer', requestedBy: 'ann', to: { ...bob, usedUnits: 9 } },
      'no-free-capacity',
    ],
    [
      'transferring to one who is gone',
      active,
      { type: 'transfer', requestedBy: 'ann', to: gone },
      'agent-unavailable',
    ],
    [
      "transferring a colleague's",
      active,
      { type: 'transfer', requestedBy: 'bob', to: bob },
      'not-your-conversation',
    ],
    ['transferring in wrap-up', wrapUp, { type: 'transfer', requestedBy: 'ann', to: bob }, 'not-active'],
    [
      'transferring from the queue as a supervisor',
      open,
      { type: 'transfer', requestedBy: null, to: bob },
      'not-active',
    ],
    ['closing before wrap-up', active, { type: 'close', agentId: 'ann' }, 'not-in-wrap-up'],
    ["closing a colleague's", wrapUp, { type: 'close', agentId: 'bob' }, 'not-your-conversation'],
  ] as [string, Conversation, Intent, string][])('%s is refused', (_, conversation, intent, refused) => {
    expect(decide(conversation, command(intent))).toEqual({ refused });
  });

  it.each(agentHandsOn)("%s of a colleague's conversation, or in wrap-up, is refused", (type) => {
    expect(decide(active, command({ type, agentId: 'bob' }))).toEqual({ refused: 'not-your-conversation' });
    expect(decide(wrapUp, command({ type, agentId: 'ann' }))).toEqual({ refused: 'not-active' });
  });

  it.each(agentHandsOn)('%s again after it has left succeeds', (type) => {
    const left = given(started, pushed, { type, agentId: 'ann' });
    expect(decide(left, command({ type, agentId: 'ann' }))).toEqual([]);
    const withBob = given(started, pushed, { type, agentId: 'ann' }, { type: 'assign', by: 'push', to: bob });
    expect(decide(withBob, command({ type, agentId: 'ann' }))).toEqual([]);
  });

  it.each<[string, Conversation, Intent]>([
    ['a start', open, started],
    ['a pick', active, { type: 'assign', by: 'pick', to: ann }],
    [
      'a transfer',
      given(started, pushed, { type: 'transfer', requestedBy: 'ann', to: bob }),
      { type: 'transfer', requestedBy: 'ann', to: bob },
    ],
    ['a close', closed, { type: 'close', agentId: 'ann' }],
  ])('%s again is done, without facts', (_, conversation, intent) => {
    expect(decide(conversation, command(intent))).toEqual([]);
  });

  it('a supervisor transfers anybody’s', () => {
    expect(when(active, { type: 'transfer', requestedBy: null, to: bob }).next.agentId).toBe('bob');
  });

  it('the units stay as they were at the assignment', () => {
    const { facts } = when(
      active,
      { type: 'transfer', requestedBy: 'ann', to: bob },
      { unitsPerConversation: 7 },
    );
    expect(data(facts, 'CapacityReleased').units).toBe(2);
    expect(data(facts, 'AgentAssigned').units).toBe(2);
  });

  it('a conversation of 0 units is still not assigned to an agent above a lowered maximum', () => {
    const free = { unitsPerConversation: 0 };
    const atMaximum: AgentCapacity = { ...ann, maxUnits: 4, usedUnits: 4 };
    expect(when(open, { type: 'assign', by: 'push', to: atMaximum }, free).next.units).toBe(0);
    const above: AgentCapacity = { ...ann, maxUnits: 3, usedUnits: 4 };
    expect(decide(open, command({ type: 'assign', by: 'push', to: above }, free))).toEqual({
      refused: 'no-free-capacity',
    });
  });
});
