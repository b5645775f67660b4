import { step } from '@rejoin/kernel';
import type { AgentCapacity, WorkstreamTerms } from './capacity';
import type { Intent } from './commands';
import { hasPassed, notStarted, type Conversation } from './conversation';
import { conversationDecider } from './decider';
import { ledgerChanges } from './ledger-change';
import { place } from './placement';

const t = (second: number) => new Date(Date.UTC(2026, 2, 2, 9) + second * 1000).toISOString();
const terms: WorkstreamTerms = {
  unitsPerConversation: 2,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  offerSeconds: 20,
};
const ann: AgentCapacity = { agentId: 'ann', reachable: true, maxUnits: 10, usedUnits: 0 };
const bob: AgentCapacity = { ...ann, agentId: 'bob' };

/** Returns the conversation after intents, each at a second. */
function given(...intents: [number, Intent][]): Conversation {
  return intents.reduce((before, [second, intent]) => when(before, second, intent).next, notStarted('c'));
}

function when(before: Conversation, second: number, intent: Intent, over: Partial<WorkstreamTerms> = {}) {
  const command = { ...intent, at: t(second), terms: { ...terms, ...over } };
  const { decision, after: next } = step(conversationDecider, before, command);
  if ('refused' in decision) return { refused: decision.refused, next };
  const ledger = ledgerChanges(before, decision, intent.type).map(
    ({ kind, agentId, units }) => `${kind} ${units} of ${agentId}`,
  );
  return { types: decision.map((fact) => fact.type), facts: decision, ledger, next };
}

const started: [number, Intent] = [0, { type: 'queue', workstreamId: 'w', startedAt: t(0) }];
const offerTo = (to: AgentCapacity): Intent => ({ type: 'assign', by: 'push', to });
const accept = (agentId: string): Intent => ({ type: 'accept', agentId });
const decline = (agentId: string): Intent => ({ type: 'decline', agentId });
const offered = given(started, [1, offerTo(ann)]);

describe('a workstream with a time for offers', () => {
  it('offers a conversation instead of assigning it, and takes the units', () => {
    const { facts, ledger, next } = when(given(started), 1, offerTo(ann));
    expect(facts).toEqual([
      {
        type: 'ConversationOffered',
        data: { conversationId: 'c', workstreamId: 'w', agentId: 'ann', units: 2, until: t(21), at: t(1) },
      },
    ]);
    expect(ledger).toEqual(['acquired 2 of ann']);
    expect(next).toMatchObject({ state: 'open', slot: 'offered', offeredTo: 'ann', agentId: null });
  });

  it('assigns at once without a time', () => {
    const { types } = when(given(started), 1, offerTo(ann), { offerSeconds: null });
    expect(types).toEqual(['AgentAssigned']);
  });

  it('assigns at once what an agent picks', () => {
    const { types } = when(given(started), 1, { type: 'assign', by: 'pick', to: ann });
    expect(types).toEqual(['AgentAssigned']);
  });

  it('gives a returning customer back to the agent who was lost, without an offer', () => {
    const returned = given(
      started,
      [1, offerTo(ann)],
      [2, accept('ann')],
      [3, { type: 'lose-agent', agentId: 'ann' }],
    );
    expect(when(returned, 4, offerTo(ann)).types).toEqual(['AgentAssigned']);
    expect(when(returned, 4, offerTo(bob)).types).toEqual(['ConversationOffered']);
  });

  it('keeps the agent of a customer who disconnects and returns', () => {
    const away = given(
      started,
      [1, offerTo(ann)],
      [2, accept('ann')],
      [3, { type: 'customer-away', epoch: 1 }],
    );
    expect(away).toMatchObject({ state: 'active', slot: 'held', agentId: 'ann' });
    expect(when(away, 4, { type: 'customer-back', epoch: 1 }).types).toEqual(['CapacityResumed']);
  });
});

describe('an offered conversation', () => {
  it('is assigned when the agent accepts, with the units of the offer, whatever the maximum is now', () => {
    const { types, ledger, next } = when(offered, 20, accept('ann'), { unitsPerConversation: 50 });
    expect(types).toEqual(['AgentAssigned']);
    expect(ledger).toEqual([]);
    expect(next).toMatchObject({ state: 'active', agentId: 'ann', units: 2, offeredTo: null, passedBy: [] });
  });

  it('is accepted once: the second desk of the agent changes nothing', () => {
    expect(when(given(started, [1, offerTo(ann)], [2, accept('ann')]), 3, accept('ann')).types).toEqual([]);
  });

  it.each([
    ['a late accept', 21, accept('ann')],
    ['a late decline', 21, decline('ann')],
    ['an accept of another agent', 2, accept('bob')],
    ['a decline of another agent', 2, decline('bob')],
  ] as const)('refuses %s by name', (_, second, intent) => {
    expect(when(offered, second, intent)).toEqual({ refused: 'offer-ended', next: offered });
  });

  it('refuses a decline after another desk has accepted', () => {
    const active = given(started, [1, offerTo(ann)], [2, accept('ann')]);
    expect(when(active, 3, decline('ann'))).toMatchObject({ refused: 'offer-ended' });
  });

  it('releases the units when the agent declines, once', () => {
    const { facts, ledger, next } = when(offered, 5, decline('ann'));
    expect(facts).toMatchObject([
      { type: 'OfferEnded', data: { outcome: 'declined', agentId: 'ann', units: 2 } },
    ]);
    expect(ledger).toEqual(['released 2 of ann']);
    expect(next).toMatchObject({ state: 'open', slot: 'none', queuedAt: t(0), passedBy: ['ann'] });
    expect(when(next, 6, decline('ann')).types).toEqual([]);
    expect(when(next, 6, accept('ann'))).toMatchObject({ refused: 'offer-ended' });
  });

  it('is missed at its deadline, and not before', () => {
    expect(when(offered, 20.999, { type: 'miss-offer' }).types).toEqual([]);
    const { facts, ledger } = when(offered, 21, { type: 'miss-offer' });
    expect(facts).toMatchObject([{ type: 'OfferEnded', data: { outcome: 'missed' } }]);
    expect(ledger).toEqual(['released 2 of ann']);
  });

  it.each<[string, Intent, string[]]>([
    ['the customer disconnects', { type: 'customer-away', epoch: 1 }, ['ConversationParked']],
    [
      'the customer closes the chat',
      { type: 'seal', reason: 'closed-by-customer', actor: { by: 'customer' } },
      ['ConversationClosed'],
    ],
    ['the window expires', { type: 'expire' }, ['ConversationClosed']],
    [
      'a supervisor assigns it to somebody else',
      { type: 'assign', by: 'pick', accountId: 'sue', to: bob },
      ['AgentAssigned'],
    ],
    ['the agent is no longer available', { type: 'withdraw-offer', agentId: 'ann' }, []],
  ])('is withdrawn and counts as no refusal when %s', (_, intent, types) => {
    const { facts = [], ledger, next } = when(offered, 5, intent);
    expect(facts.map(({ type }) => type)).toEqual(['OfferEnded', ...types]);
    expect(facts[0]?.data).toMatchObject({ outcome: 'withdrawn', agentId: 'ann' });
    expect(ledger?.[0]).toBe('released 2 of ann');
    expect(next.passedBy).toEqual([]);
  });

  it('can be picked by nobody else, and by the agent who is asked', () => {
    expect(when(offered, 5, { type: 'assign', by: 'pick', to: bob })).toMatchObject({ refused: 'not-open' });
    const { types, ledger } = when(offered, 5, { type: 'assign', by: 'pick', to: ann });
    expect({ types, ledger }).toEqual({ types: ['AgentAssigned'], ledger: [] });
  });
});

describe('a conversation that agents have passed', () => {
  const passed = given(
    started,
    [1, offerTo(ann)],
    [5, decline('ann')],
    [6, offerTo(bob)],
    [26, { type: 'miss-offer' }],
  );
  const agents = [ann, bob].map((one) => ({ ...one, lastAssignedAt: null }));

  it('waits until the pause after the last of them is over, and is then offered again', () => {
    expect(hasPassed(passed, 'ann', t(85))).toBe(true);
    expect(when(passed, 85, offerTo(ann))).toMatchObject({ refused: 'not-open' });
    expect(hasPassed(passed, 'ann', t(86))).toBe(false);
    expect(when(passed, 86, offerTo(ann)).next).toMatchObject({ offeredTo: 'ann', passedBy: [] });
  });

  it('is placed with an agent who has not passed it, and does not stop the conversations behind it', () => {
    const behind = { ...given(started), conversationId: 'd' };
    const placed = place([passed, behind], agents, 2, t(30));
    expect(placed.map(({ conversationId, to }) => [conversationId, to.agentId])).toEqual([['d', 'ann']]);
    const free = [...agents, { ...ann, agentId: 'cleo', lastAssignedAt: null }];
    expect(place([passed], free, 2, t(30))[0]?.to.agentId).toBe('cleo');
  });

  it('starts anew after it had an agent', () => {
    const again = [
      [27, { type: 'assign', by: 'pick', to: ann }],
      [28, { type: 'release', agentId: 'ann' }],
    ] as const;
    const waiting = again.reduce((before, [second, intent]) => when(before, second, intent).next, passed);
    expect(waiting.passedBy).toEqual([]);
  });
});
