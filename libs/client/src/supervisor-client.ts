import type {
  AgentLoads,
  Alerts,
  AlertThresholds,
  Blocks,
  DayFigures,
  Monitored,
  OngoingConversations,
  OngoingOrder,
  OngoingStatus,
  OpenWindows,
  Presence,
  Queues,
  Report,
  StoredThresholds,
} from '@rejoin/contracts';
import type { BlockOptions } from './desk-commands';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import { paths } from './paths';
import { newClientId, platformOf, type PlatformOptions } from './platform';

/** The options of a {@link SupervisorClient}. */
export interface SupervisorOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** The access token of a supervisor or an administrator. */
  token: string;
}

/** Which page of a list: `workstreamId` limits it to one workstream, `after` is the `next` of the page before. */
export interface PageOptions {
  workstreamId?: string;
  after?: string | null;
  limit?: number;
}

/** Which agents: `search` is a part of their name. Without `order` they are in the order of their ids. */
export interface AgentPageOptions extends PageOptions {
  search?: string;
  presence?: Presence;
  order?: 'id' | 'busy' | 'free';
}

/** Which ongoing conversations: `search` is a part of the customer's name, or the id of a conversation. */
export interface OngoingOptions {
  workstreamId?: string;
  agentId?: string;
  status?: OngoingStatus;
  search?: string;
  order?: OngoingOrder;
  cursor?: string;
  limit?: number;
}

/** Which report: the `days` (at most 92) up to `until`, a date such as `2026-11-22`; without it, today. */
export interface ReportOptions {
  /** Without it, all workstreams together. */
  workstreamId?: string;
  days?: number;
  until?: string;
  /** The threshold of the service level; 60 without it. */
  withinSeconds?: number;
  /** The time zone in which days begin. Without it, that of the workstream; for all workstreams, UTC. */
  timeZone?: string;
}

/**
 * Reads what supervisors and administrators see (open windows, queues, agents, reports) and acts on
 * conversations. Every method rejects with a `Refusal`; after `sign-in-expired` set a new `token` and call again.
 *
 * @example
 * const supervisor = new SupervisorClient({ endpoints: ['https://chat.example'], token });
 * const { windows } = await supervisor.windows();
 */
export class SupervisorClient {
  token: string;
  private readonly http: HttpClient;

  constructor({ endpoints, token, ...options }: SupervisorOptions) {
    this.token = token;
    this.http = new HttpClient(platformOf(options), new Endpoints(endpoints));
  }

  /** Reads the open reconnection windows, the nearest deadline first. */
  windows(page: PageOptions = {}): Promise<OpenWindows> {
    return this.get(paths.windows, page);
  }

  /** Lists the conversations that are not closed; without `order`, those first that need somebody. */
  ongoing(wanted: OngoingOptions = {}): Promise<OngoingConversations> {
    return this.http.post(paths.ongoing, wanted, this.token);
  }

  /** Reads a conversation with the entries after a seq; without one, the latest entries. */
  monitor(conversationId: string, after?: number): Promise<Monitored> {
    return this.get(paths.monitor(conversationId), { after });
  }

  /** Reads every workstream with the number of conversations that wait in its queue. */
  queues(): Promise<Queues> {
    return this.get(paths.queues);
  }

  /** Reads the agents with their presence and their load. */
  agents(page: AgentPageOptions = {}): Promise<AgentLoads> {
    return this.get(paths.agents, page);
  }

  /**
   * Reads the figures of one day in a workstream. `day` is a date such as `2026-11-22` in the workstream's time zone;
   * without it, today.
   */
  figures(workstreamId: string, day?: string): Promise<DayFigures> {
    return this.get(paths.figures(workstreamId), { day });
  }

  /**
   * Reads the report about the conversations that were started on some days: service level, times, agents and the
   * outcomes of disconnects, beside the same number of days before.
   */
  report(wanted: ReportOptions = {}): Promise<Report> {
    return this.get(paths.report, wanted);
  }

  /** Reads the thresholds that are crossed now, the latest first. */
  alerts(): Promise<Alerts> {
    return this.get(paths.alerts);
  }

  /** Reads from which values on a workstream raises alerts. */
  alertThresholds(workstreamId: string): Promise<StoredThresholds> {
    return this.get(paths.alertThresholds(workstreamId));
  }

  /**
   * Sets from which values on a workstream raises alerts, for all supervisors. `version` is the one that was read; when
   * there is a newer one, this rejects with `version-conflict`.
   */
  setAlertThresholds(
    workstreamId: string,
    version: number,
    thresholds: AlertThresholds,
  ): Promise<StoredThresholds> {
    return this.http.post(paths.setAlertThresholds(workstreamId), { version, thresholds }, this.token);
  }

  /**
   * Gives the customer more time to reconnect: in the open window, or in the next one. A repeated `requestId` extends
   * once.
   */
  async extend(conversationId: string, requestId = newClientId()): Promise<void> {
    await this.act(paths.extendTime(conversationId), { requestId });
  }

  /** Stops waiting for a disconnected customer, who then cannot reconnect. */
  async giveUp(conversationId: string): Promise<void> {
    await this.act(paths.giveUp(conversationId));
  }

  /** Transfers the conversation to another agent. */
  async transfer(conversationId: string, toAgentId: string): Promise<void> {
    await this.act(paths.transfer(conversationId), { toAgentId });
  }

  /** Assigns a conversation that waits in the queue to an agent. */
  async assign(conversationId: string, toAgentId: string): Promise<void> {
    await this.act(paths.assign(conversationId), { toAgentId });
  }

  /** Sets the presence of an agent to offline. The agent keeps the conversations, and can choose another presence. */
  async forceOffline(agentId: string): Promise<void> {
    await this.act(paths.forceOffline(agentId));
  }

  /**
   * Blocks the customer of a conversation: it ends, and the customer can't start another chat until the block ends. A longer
   * block replaces a shorter one.
   */
  async blockCustomer(conversationId: string, options: BlockOptions): Promise<void> {
    await this.act(paths.blockCustomer(conversationId), options);
  }

  /** Lists the blocked customers, the latest first. */
  blocks(page: { cursor?: string | undefined; limit?: number } = {}): Promise<Blocks> {
    return this.get(paths.blocks, page);
  }

  /** Unblocks a customer. */
  async unblock(blockId: string): Promise<void> {
    await this.act(paths.unblock(blockId));
  }

  private act(path: string, body: object = {}): Promise<unknown> {
    return this.http.post(path, body, this.token);
  }

  private get<Answer>(path: string, query: object = {}): Promise<Answer> {
    return this.http.get(path + queryOf(query), this.token);
  }
}

function queryOf(wanted: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted) as [string, string | number | null | undefined][]) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}
