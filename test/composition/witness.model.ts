import {
  families,
  type AgentSessionFact,
  type DeadlineFact,
  type Fact,
  type ReconnectionFact,
  type RoutingFact,
  type SessionFact,
} from '@rejoin/contracts';
import assert from 'node:assert/strict';

export type ToldFact = SessionFact | AgentSessionFact | ReconnectionFact | DeadlineFact | RoutingFact;

/** The state of one conversation as derived from its facts alone. */
class Story {
  readonly outcomes = new Map<number, string>();
  readonly accepted = new Set<number>();
  readonly bound = new Set<number>();
  readonly redeemed = new Set<string>();
  readonly extendedBy = new Set<string>();
  open: { epoch: number; deadlineAt: string } | null = null;
  sealed = false;
  lostEpoch = 0;
  epoch = 1;
  seq = 0;
  slot: { agentId: string; units: number } | null = null;
}

/**
 * Receives every fact when it is decided, and throws at the first that breaks a promise (docs/guarantees.md).
 */
export class Witness {
  readonly facts: ToldFact[] = [];
  private readonly stories = new Map<string, Story>();

  hear(fact: ToldFact): void {
    this.facts.push(fact);
    if (!('conversationId' in fact.data)) return;
    const { conversationId } = fact.data;
    const story = this.stories.get(conversationId) ?? new Story();
    this.stories.set(conversationId, story);
    session(story, fact);
    reconnection(story, fact);
    routing(story, fact);
    extended(story, fact);
  }

  /** Promise 11: every accepted return is bound. Called when no request is in progress. */
  everyReturnIsBound(): void {
    for (const [id, { accepted, bound }] of this.stories) {
      for (const epoch of accepted) assert(bound.has(epoch), `${id}: epoch ${epoch} accepted, never bound`);
    }
  }

  factsAreAsDeclared(): void {
    const declared = new Map(families.flatMap(({ facts }) => Object.entries(facts)));
    for (const { type, data } of this.facts) assert.deepEqual(declared.get(type)?.parse(data), data);
  }

  get types(): Set<Fact['type']> {
    return new Set(this.facts.map(({ type }) => type));
  }
}

/**
 * Promises 19 and 20: epochs follow each other, each by an accepted return or a takeover, and a link is
 * redeemed once.
 */
function session(story: Story, fact: ToldFact): void {
  if (fact.type === 'CustomerReconnected' || fact.type === 'SessionTakenOver') {
    const { epoch, previousEpoch, linkId } = fact.data;
    assert.equal(previousEpoch, story.epoch, 'an older epoch was bound');
    assert.equal(epoch, previousEpoch + 1);
    story.epoch = epoch;
    if (linkId !== null) {
      assert(!story.redeemed.has(linkId), `link ${linkId} was redeemed twice`);
      story.redeemed.add(linkId);
    }
  }
  if (fact.type === 'CustomerReconnected') {
    assert(story.accepted.has(fact.data.previousEpoch), 'bound without having been accepted');
    story.bound.add(fact.data.previousEpoch);
  }
  if (fact.type === 'CustomerDisconnected') {
    assert.equal(fact.data.epoch, story.epoch);
    story.lostEpoch = fact.data.epoch;
  }
}

/** Promises 11, 12 and 13: one outcome for each epoch, at its time, and none after a seal. */
function reconnection(story: Story, fact: ToldFact): void {
  switch (fact.type) {
    case 'ReconnectionWindowOpened':
      assert(!story.sealed && story.open === null && !story.outcomes.has(fact.data.epoch));
      story.open = fact.data;
      break;
    case 'ReconnectionWindowExtended':
      assert(story.open && fact.data.at < story.open.deadlineAt, 'extended when it was too late');
      story.open = fact.data;
      break;
    case 'ReconnectAccepted':
      assert(!story.sealed, 'accepted after the seal');
      assert(
        story.open && (fact.data.askedAt ?? fact.data.at) < story.open.deadlineAt,
        'accepted what was asked at or after the deadline',
      );
      story.accepted.add(fact.data.epoch);
      decided(story, fact.data.epoch, 'reconnected');
      break;
    case 'ReconnectExpired':
      assert(!story.sealed && story.open, 'expired without a window');
      assert(fact.data.at >= story.open.deadlineAt, 'expired before the deadline');
      story.sealed = true;
      decided(story, fact.data.epoch, 'expired');
      break;
    case 'ConversationSealed':
      assert(!story.sealed, 'sealed twice');
      if (fact.data.reason === 'gave-up')
        assert(!story.accepted.has(story.lostEpoch), 'gave up on a customer who is back');
      story.sealed = true;
      if (fact.data.endedEpoch === null) break;
      assert(story.open && fact.data.at < story.open.deadlineAt, 'ended at or after the deadline');
      decided(story, fact.data.endedEpoch, 'ended');
      break;
    default:
  }
}

function decided(story: Story, epoch: number, outcome: string): void {
  assert.equal(story.outcomes.get(epoch), undefined, `epoch ${epoch} was decided twice`);
  assert.equal(story.open?.epoch, epoch, `epoch ${epoch} was decided without its window`);
  story.outcomes.set(epoch, outcome);
  story.open = null;
}

/** A request extends once, ahead or in a window, however often it is sent. */
function extended({ extendedBy }: Story, fact: ToldFact): void {
  if (fact.type !== 'ReconnectionWindowExtended' && fact.type !== 'ReconnectTimeExtended') return;
  const { request = '' } = fact.data;
  assert(!extendedBy.has(request), `${request} extended twice`);
  extendedBy.add(request);
}

/** Promise 17: units are acquired once and released once, by the agent that acquired them. */
function routing(story: Story, fact: ToldFact): void {
  if (fact.type === 'AgentAssigned') {
    assert.equal(story.slot, null, 'units were taken twice');
    story.slot = fact.data;
  }
  if (fact.type === 'CapacityReleased') {
    const { agentId, units } = fact.data;
    assert(story.slot?.agentId === agentId && story.slot.units === units, 'gave back what was not taken');
    story.slot = null;
  }
  if (fact.type === 'ConversationClosed') assert.equal(story.slot, null, 'a slot outlived its conversation');
}
