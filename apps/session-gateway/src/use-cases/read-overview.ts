import {
  agentLoads,
  agentNames,
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
import { Bus, Unavailable } from '@rejoin/messaging';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { cursorOf, type Place } from '../domain/place';
import { readNames } from '../store/desks.store';
import { OverviewStore, type Face } from '../store/overview.store';

/** Who asks for a page, and which: of one workstream or (null) of all. */
export interface Asked<After> {
  readonly org: string;
  readonly accountId: string;
  readonly workstreamId: string | null;
  readonly after: After | null;
  readonly limit: number;
}

/** Which agents, and in which order. */
export interface AskedAgents extends Asked<string> {
  /** Part of the name; empty: any. */
  readonly search: string;
  readonly presence: Presence | null;
  readonly order: z.infer<typeof AgentOrder>;
}

/** As many as the timer and routing of every release give at once. */
const longestPage = httpLimits.supervisorItems.value;

/** What runs now, for supervisors: asked of those who decide it, with the names that only the gateway knows. */
@Injectable()
export class ReadOverview {
  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly overview: OverviewStore,
    private readonly time: DatabaseTime,
  ) {}

  async windows({ org, accountId, limit: most, ...asked }: Asked<Place>): Promise<OpenWindows | Refused> {
    const limit = Math.min(most, longestPage);
    const found = await this.bus.ask(openWindows, { ...asked, limit: limit + 1 });
    if (isRefused(found)) return found;
    const page = found.windows.slice(0, limit);
    const ids = page.map(({ conversationId }) => conversationId);
    const [faces, held] = await Promise.all([
      this.overview.faces(org, ids),
      this.bus.ask(heldUnits, { conversationIds: ids }),
      this.overview.noteRead(accountId),
    ]);
    if (isRefused(held)) return held;
    const queues = await this.overview.workstreamNames([
      ...new Set([...faces.values()].map(({ session }) => session.workstreamId)),
    ]);
    const windows = page.flatMap((window): OpenWindow[] => {
      const face = faces.get(window.conversationId);
      if (!face) return [];
      const { workstreamId } = face.session;
      const workstreamName = queues.get(workstreamId) ?? workstreamId;
      const units = held.units[window.conversationId] ?? 0;
      return [{ ...window, ...shown(face), workstreamName, heldUnits: units }];
    });
    const last = found.windows.length > limit ? page.at(-1) : undefined;
    const next = last ? cursorOf(last) : null;
    return { windows, total: found.total, nextCursor: next, next, serverNow: this.time.now() };
  }

  async queues(): Promise<Queues | Refused> {
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

  async agents({ search, after, limit: most, ...asked }: AskedAgents): Promise<AgentLoads | Refused> {
    const { workstreamId, presence, order } = asked;
    const limit = Math.min(most, longestPage);
    const named = search === '' ? null : await this.bus.ask(findAgents, { search });
    if (isRefused(named)) return named;
    const agentIds = named?.agentIds ?? null;
    const which = { workstreamId, presence, order, agentIds };
    const found = await this.bus.ask(agentLoads, { ...which, afterAgentId: after, limit: limit + 1 });
    if (isRefused(found)) return found;
    const page = found.agents.slice(0, limit);
    const names = await this.namesOf(page.map(({ agentId }) => agentId));
    const agents = page.map((agent) => ({ ...agent, name: names.get(agent.agentId) ?? agent.agentId }));
    const next = found.agents.length > limit ? (page.at(-1)?.agentId ?? null) : null;
    return { agents, nextCursor: next, next, serverNow: this.time.now() };
  }

  /** Who has never been at a desk is known by name to config alone; without it, by id. */
  private async namesOf(agentIds: readonly string[]): Promise<Map<string, string>> {
    const known = await readNames(this.database, agentIds);
    const strangers = agentIds.filter((id) => !known.has(id));
    if (strangers.length === 0) return known;
    try {
      const answer = await this.bus.ask(agentNames, { agentIds: strangers });
      if (isRefused(answer)) return known;
      return new Map([...Object.entries(answer.names), ...known]);
    } catch (error) {
      if (error instanceof Unavailable) return known;
      throw error;
    }
  }
}

function shown({ session, customerName, agentName }: Face) {
  const { widgetId, workstreamId, agentId, state, reason } = session;
  const agent =
    agentId === null ? null : { agentId, name: agentName ?? agentId, connected: !session.agentLost };
  return { workstreamId, widgetId, customerName, agent, state, reason };
}
