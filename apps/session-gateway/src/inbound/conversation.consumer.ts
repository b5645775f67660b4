import { agentSession, reconnection, routing, type FactOf } from '@rejoin/contracts';
import { NotYet, OnFacts, type Delivered, type DeliveredOf } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { readClaims, type Claim } from '../store/claims.store';
import { ConversationsStore } from '../store/conversations.store';
import type { ConversationChange } from '../store/session-batch';
import { listActiveByAgent } from '../store/session-lookups';
import { claimedLinks } from '../store/links.store';
import { AgentBells } from './delivery/agent-bells';
import { QueueBells } from './delivery/queue-bells';

type TimerFact = FactOf<
  typeof reconnection,
  'ReconnectionWindowExtended' | 'ReconnectAccepted' | 'ReconnectExpired' | 'ConversationSealed'
>;
type RoutingFact = Exclude<FactOf<typeof routing>, { type: 'ConversationParked' }>;
type AppliedRoutingFact = Exclude<RoutingFact, { type: 'ConversationOffered' | 'OfferEnded' }>;

/** These facts change the customers who wait in a queue. */
const movesQueue: ReadonlySet<RoutingFact['type']> = new Set([
  'ConversationQueued',
  'ConversationOffered',
  'OfferEnded',
  'AgentAssigned',
  'ConversationRequeued',
  'ConversationClosed',
] as const);

/** Applies the facts of the timer and of routing to sessions and transcripts. */
@Controller()
export class ConversationConsumer {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentBells,
    private readonly queues: QueueBells,
  ) {}

  @OnFacts(
    routing,
    'ConversationQueued',
    'ConversationOffered',
    'OfferEnded',
    'AgentAssigned',
    'CapacityHeld',
    'CapacityResumed',
    'CapacityReleased',
    'ConversationRequeued',
    'ConversationWrappedUp',
    'ConversationClosed',
  )
  async onRouting(facts: readonly Delivered<RoutingFact>[], tx: Tx): Promise<void> {
    // An offer changes what desks show, but not the session: the customer waits as before.
    await this.conversations.changeMany(
      tx,
      facts.flatMap((fact) => {
        if (fact.type === 'ConversationOffered' || fact.type === 'OfferEnded') return [];
        return fact.type === 'AgentAssigned'
          ? [factChange(fact), deskStatusChange(fact.data)]
          : [factChange(fact)];
      }),
    );
    const agentIds = facts.flatMap(({ data }) => ('agentId' in data ? [data.agentId] : []));
    const queues = facts.flatMap(({ type, data }) =>
      movesQueue.has(type) && 'workstreamId' in data ? [data.workstreamId] : [],
    );
    tx.afterCommit(() => {
      this.agents.ringChange(agentIds);
      this.queues.ring(queues);
    });
  }

  /**
   * Binds an accepted claimant whom no gateway has bound, because the gateway that asked has died. The claimant is
   * bound as lost, so a new window follows if they do not connect. A claimant who is bound already is not changed.
   */
  @OnFacts(
    reconnection,
    'ReconnectionWindowExtended',
    'ReconnectAccepted',
    'ReconnectExpired',
    'ConversationSealed',
  )
  async onReconnections(facts: readonly Delivered<TimerFact>[], tx: Tx): Promise<void> {
    const acceptances = facts.flatMap((fact) => (fact.type === 'ReconnectAccepted' ? [fact.data] : []));
    const claims = await readClaims(tx, acceptances);
    const changes = facts.flatMap((fact) => {
      const claim = fact.type === 'ReconnectAccepted' && claims.find((one) => matches(one, fact.data));
      return claim ? [bindChange(claim), factChange(fact)] : [factChange(fact)];
    });
    await this.conversations.changeMany(tx, changes);
  }

  /**
   * Applies the gateway's own facts about desks to the conversations on them. The status is read from the desk and
   * not taken from the fact, because an agent who was assigned in between has its status already.
   */
  @OnFacts(agentSession, 'AgentConnected', 'AgentDisconnected')
  async onAgentSessions(
    facts: readonly DeliveredOf<typeof agentSession, 'AgentConnected' | 'AgentDisconnected'>[],
    tx: Tx,
  ): Promise<void> {
    const agentIds = new Set(facts.map(({ data }) => data.agentId));
    const activeConversations = await listActiveByAgent(tx, [...agentIds]);
    const changes = [...activeConversations].flatMap(([agentId, ids]) =>
      ids.map((conversationId) => ({ conversationId, agentId })),
    );
    try {
      await this.conversations.changeMany(tx, changes.map(deskStatusChange));
    } catch (error) {
      // The facts that must wait here belong to a desk, not to a conversation.
      if (!(error instanceof NotYet)) throw error;
      const lockedIds = new Set(error.aggregateIds);
      throw new NotYet(
        changes.filter(({ conversationId }) => lockedIds.has(conversationId)).map(({ agentId }) => agentId),
      );
    }
  }
}

function matches(
  claim: Claim,
  acceptances: { conversationId: string; epoch: number; claim: string },
): boolean {
  const { conversationId, epoch } = acceptances;
  return (
    claim.conversationId === conversationId && claim.epoch === epoch && claim.claim === acceptances.claim
  );
}

function bindChange({ conversationId, claim: _, ...claim }: Claim): ConversationChange {
  const command = { type: 'bind', ...claim, connection: null } as const;
  return { conversationId, command, links: claimedLinks(claim) };
}

function deskStatusChange({
  conversationId,
  agentId,
}: {
  conversationId: string;
  agentId: string;
}): ConversationChange {
  return { conversationId, command: { type: 'apply-desk-status', agentId } };
}

function factChange(fact: Delivered<TimerFact> | Delivered<AppliedRoutingFact>): ConversationChange {
  return { conversationId: fact.data.conversationId, command: { type: 'apply-fact', event: fact } };
}
