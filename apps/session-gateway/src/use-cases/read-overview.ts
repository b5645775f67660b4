import {
  agentLoads,
  findAgents,
  heldUnits,
  httpLimits,
  openWindows,
  queueLoads,
  type AgentLoads,
  type AgentOrder,
  type OpenWindow,
  type OpenWindows,
  type Presence,
  type Queues,
} from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import { DatabaseTime } from '@rejoin/persistence';
import { pageOf } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { windowCursor, type WindowCursor } from '../domain/cursor';
import { shownAgent } from '../domain/snapshot';
import { OverviewStore, type OverviewConversation } from '../store/overview.store';
import { ReadAgentNames } from './read-agent-names';

/** The reader of a page and the page itself. A `workstreamId` of null means all workstreams. */
export interface PageQuery<After> {
  readonly org: string;
  readonly accountId: string;
  readonly workstreamId: string | null;
  readonly after: After | null;
  readonly limit: number;
}

/** The agents of a page and their order. */
export interface AgentsQuery extends PageQuery<string> {
  /** A part of the name. An empty text matches every agent. */
  readonly search: string;
  readonly presence: Presence | null;
  readonly order: z.infer<typeof AgentOrder>;
}

/** The timer and routing of every release return at most this many items at once. */
const maxPageSize = httpLimits.supervisorItems.value;

/**
 * Reads what is running now, for supervisors. The timer and routing answer, and the gateway adds the names, which
 * only it has.
 */
@Injectable()
export class ReadOverview {
  constructor(
    private readonly bus: Bus,
    private readonly overview: OverviewStore,
    private readonly readAgentNames: ReadAgentNames,
    private readonly time: DatabaseTime,
  ) {}

  async listWindows({
    org,
    accountId,
    limit: requestedLimit,
    ...query
  }: PageQuery<WindowCursor>): Promise<OpenWindows | Refused> {
    const limit = Math.min(requestedLimit, maxPageSize);
    const answer = await this.bus.ask(openWindows, { ...query, limit: limit + 1 });
    if (isRefused(answer)) return answer;
    const { items: page, nextCursor } = pageOf(answer.windows, limit, windowCursor.keyOf, (one) => one);
    const ids = page.map(({ conversationId }) => conversationId);
    const [conversations, heldAnswer] = await Promise.all([
      this.overview.conversations(org, ids),
      this.bus.ask(heldUnits, { conversationIds: ids }),
      this.overview.recordRead(accountId),
    ]);
    if (isRefused(heldAnswer)) return heldAnswer;
    const queues = await this.overview.workstreamsOf([
      ...new Set([...conversations.values()].map(({ session }) => session.workstreamId)),
    ]);
    const windows = page.flatMap((window): OpenWindow[] => {
      const conversation = conversations.get(window.conversationId);
      if (!conversation) return [];
      const { workstreamId } = conversation.session;
      const workstreamName = queues.get(workstreamId)?.name ?? workstreamId;
      const units = heldAnswer.units[window.conversationId] ?? 0;
      return [{ ...window, ...summaryOf(conversation), workstreamName, heldUnits: units }];
    });
    return { windows, total: answer.total, nextCursor, next: nextCursor, serverNow: this.time.now() };
  }

  async listQueues(): Promise<Queues | Refused> {
    const workstreams = await this.overview.workstreams();
    const loads = await this.bus.ask(queueLoads, { workstreamIds: workstreams.map(({ id }) => id) });
    if (isRefused(loads)) return loads;
    const byId = new Map(loads.queues.map((load) => [load.workstreamId, load]));
    const queues = workstreams.map(({ id, settings: { name, active, timeZone } }) => ({
      ...(byId.get(id) ?? { workstreamId: id, waiting: 0, oldestWaitingSince: null, parked: 0 }),
      name,
      active,
      timeZone,
    }));
    return { queues, serverNow: this.time.now() };
  }

  async listAgents({
    search,
    after,
    limit: requestedLimit,
    ...query
  }: AgentsQuery): Promise<AgentLoads | Refused> {
    const { workstreamId, presence, order } = query;
    const limit = Math.min(requestedLimit, maxPageSize);
    const matches = search === '' ? null : await this.bus.ask(findAgents, { search });
    if (isRefused(matches)) return matches;
    const agentIds = matches?.agentIds ?? null;
    const filter = { workstreamId, presence, order, agentIds };
    const answer = await this.bus.ask(agentLoads, { ...filter, afterAgentId: after, limit: limit + 1 });
    if (isRefused(answer)) return answer;
    const page = answer.agents.slice(0, limit);
    const names = await this.readAgentNames.run(page.map(({ agentId }) => agentId));
    const agents = page.map((agent) => ({ ...agent, name: names.get(agent.agentId) ?? agent.agentId }));
    const next = answer.agents.length > limit ? (page.at(-1)?.agentId ?? null) : null;
    return { agents, nextCursor: next, next, serverNow: this.time.now() };
  }
}

function summaryOf({ session, customerName, agentName }: OverviewConversation) {
  const { widgetId, workstreamId, state, reason } = session;
  const agent = shownAgent(session, agentName, 'agent');
  return { workstreamId, widgetId, customerName, agent, state, reason };
}
