import {
  agentSession,
  reconnection,
  routing,
  type AgentSessionFact,
  type ReconnectionFact,
  type RoutingFact,
} from '@rejoin/contracts';
import { OnFacts, type Delivered } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { readClaims } from '../store/claims.store';
import { ConversationsStore, type Change } from '../store/conversations.store';
import { conversationsOf } from '../store/session-rows';
import { AgentBells } from './agent-bells';

/** What the timer and routing decided, into the sessions and the transcripts. */
@Controller()
export class ConversationConsumer {
  constructor(
    private readonly conversations: ConversationsStore,
    private readonly agents: AgentBells,
  ) {}

  @OnFacts(routing)
  async fromRouting(facts: readonly Delivered<RoutingFact>[], tx: Tx): Promise<void> {
    await this.conversations.changeMany(tx, facts.map(absorb));
    const agentIds = facts.flatMap(({ data }) => ('agentId' in data ? [data.agentId] : []));
    tx.afterCommit(() => this.agents.ring(agentIds));
  }

  /**
   * An accepted claimant whom nobody bound (the gateway that asked has died) is bound here, as lost: if they do
   * not connect, a new window follows. Who was bound already is left alone.
   */
  @OnFacts(reconnection)
  async fromTimer(facts: readonly Delivered<ReconnectionFact>[], tx: Tx): Promise<void> {
    const accepted = facts.flatMap((fact) => (fact.type === 'ReconnectAccepted' ? [fact.data] : []));
    const claims = await readClaims(tx, accepted);
    const binds = claims.map(({ conversationId, epoch, secretHash, way, linkId, newDevice }): Change => {
      const command = {
        type: 'bind',
        epoch,
        secretHash,
        way,
        linkId,
        newDevice,
        line: null,
        successorLinkId: null,
      } as const;
      const used = { conversationId, widgetId: '', redeem: true, by: secretHash };
      return { conversationId, command, ...(linkId === null ? {} : { links: [{ ...used, linkId }] }) };
    });
    await this.conversations.changeMany(tx, [...binds, ...facts.map(absorb)]);
  }

  /** Our own news of agents' desks, into the conversations that stand on them. */
  @OnFacts(agentSession)
  async fromDesks(facts: readonly Delivered<AgentSessionFact>[], tx: Tx): Promise<void> {
    const served = await conversationsOf(
      tx,
      facts.map(({ data }) => data.agentId),
    );
    await this.conversations.changeMany(
      tx,
      facts.flatMap((event) =>
        (served.get(event.data.agentId) ?? []).map((conversationId): Change => {
          return { conversationId, command: { type: 'absorb', event } };
        }),
      ),
    );
  }
}

function absorb(fact: Delivered<ReconnectionFact> | Delivered<RoutingFact>): Change {
  return { conversationId: fact.data.conversationId, command: { type: 'absorb', event: fact } };
}
