import {
  agentStandings,
  agentStatus,
  hasReconnectSlug,
  setPresence,
  type AgentFrame,
  type Presence,
} from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { DeskConnection } from '../domain/desk';
import {
  DesksStore,
  readFencedConnections,
  readDeskConnections,
  readNames,
  type DeskChangeResult,
  type AgentConnection,
} from '../store/desks.store';
import { listDeskConversations, listActiveByAgent, type DeskConversation } from '../store/session-lookups';
import { unknownCustomer, readWaitingCustomers } from '../store/waiting-customers';
import { SettingsStore } from '../store/settings.store';

type Welcome = Extract<AgentFrame, { type: 'welcome' }>;
/** The part of the status that is the same on all devices of an agent. */
export type AgentStatus = Omit<Extract<AgentFrame, { type: 'status' }>, 'otherDevices'>;
type AgentLoad = Pick<
  AgentStatus,
  'presence' | 'usedUnits' | 'heldUnits' | 'maxUnits' | 'wrapUpUnits' | 'offers'
>;

/**
 * Opens and closes agents' desks, and reads what a desk shows besides conversations: names, quick replies, presence
 * and capacity.
 */
@Injectable()
export class ServeDesk {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly desks: DesksStore,
    private readonly settings: SettingsStore,
  ) {}

  /** Adds a connection to the agent's desk. */
  async open(
    principal: Principal & { agentId: string },
    connection: DeskConnection,
  ): Promise<DeskChangeResult | Refused> {
    const { agentId, displayName } = principal;
    const settings = await this.settings.agent(agentId);
    if (settings?.active === false) return refuse('forbidden');
    return this.desks.change({ agentId, displayName, command: { type: 'join', connection } });
  }

  async readQuickReplies(agentId: string): Promise<Welcome['quickReplies']> {
    const settings = await this.settings.agent(agentId);
    const replies = await this.settings.quickReplies(settings?.workstreamIds ?? []);
    return replies.map(({ id, settings: { workstreamId, title, body, locale } }) => {
      return {
        quickReplyId: id,
        workstreamId,
        title,
        body,
        locale,
        hasReconnectLink: hasReconnectSlug(body),
      };
    });
  }

  /** Returns the names of the agent's workstreams and of their widgets. */
  async readNames(agentId: string): Promise<NonNullable<Welcome['names']>> {
    const settings = await this.settings.agent(agentId);
    return this.settings.names(settings?.workstreamIds ?? []);
  }

  /** Lists the conversations on these agents' desks. */
  listConversations(agentIds: readonly string[]): Promise<DeskConversation[]> {
    return listDeskConversations(this.database, agentIds);
  }

  /** Returns the agent's status and the connections of the agent at all gateways. */
  async readStatus(
    agentId: string,
  ): Promise<{ readonly status: AgentStatus; readonly connections: readonly DeskConnection[] } | Refused> {
    const status = await this.bus.ask(agentStatus, { agentId });
    if (isRefused(status)) return status;
    // The connections are read last, so that of two statuses that overlap the one that is sent last is never older.
    const [names, customers, connections] = await this.database.together((sql) =>
      Promise.all([
        readNames(
          sql,
          status.colleagues.map((colleague) => colleague.agentId),
        ),
        readWaitingCustomers(
          sql,
          [...status.queue, ...(status.offers ?? [])].map(({ conversationId }) => conversationId),
        ),
        readDeskConnections(sql, [agentId]),
      ]),
    );
    const colleagues = status.colleagues.map((one) => ({
      ...one,
      name: names.get(one.agentId) ?? one.agentId,
    }));
    const withCustomer = <Chat extends { conversationId: string }>(one: Chat) => ({
      ...one,
      ...(customers.get(one.conversationId) ?? unknownCustomer),
    });
    const queue = status.queue.map(withCustomer);
    const offers = status.offers?.map(withCustomer);
    return {
      status: { type: 'status', ...status, queue, offers, colleagues },
      connections: connections.get(agentId) ?? [],
    };
  }

  /** Returns presence, capacity and the connections at all gateways of these agents. */
  async readLoads(
    agentIds: readonly string[],
  ): Promise<{ agentId: string; load: AgentLoad; connections: readonly DeskConnection[] }[]> {
    const answer = await this.bus.ask(agentStandings, { agentIds: [...agentIds] });
    if (isRefused(answer)) return [];
    const offered = answer.standings.flatMap(({ offers = [] }) => offers);
    const [customers, connections] = await this.database.together((sql) =>
      Promise.all([
        readWaitingCustomers(
          sql,
          offered.map(({ conversationId }) => conversationId),
        ),
        readDeskConnections(sql, agentIds),
      ]),
    );
    return answer.standings.map(({ agentId, offers, ...load }) => ({
      agentId,
      load: {
        ...load,
        offers: offers?.map((one) => ({ ...one, ...(customers.get(one.conversationId) ?? unknownCustomer) })),
      },
      connections: connections.get(agentId) ?? [],
    }));
  }

  async choosePresence(
    agentConnection: AgentConnection,
    presence: Presence,
  ): Promise<{ presence: Presence } | Refused> {
    const { agentId } = agentConnection;
    const fencedIds = await readFencedConnections(this.database, [agentConnection]);
    if (fencedIds.size > 0) return refuse('unavailable');
    return this.bus.ask(setPresence, { agentId, presence });
  }

  /** Signs the agent out of all desks. Live conversations return to the queue, but only after a confirmation. */
  async signOut(
    { agentId, connectionId }: AgentConnection,
    isConfirmed: boolean,
  ): Promise<DeskChangeResult | Refused> {
    const activeConversations = await listActiveByAgent(this.database, [agentId]);
    if (activeConversations.size > 0 && !isConfirmed) return refuse('live-conversations');
    return this.desks.change({ agentId, command: { type: 'sign-out', connectionId } });
  }
}
