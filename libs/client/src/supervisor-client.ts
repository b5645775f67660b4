import type { AgentLoads, DayFigures, OpenWindows, Presence, Queues } from '@rejoin/contracts';
import { Endpoints } from './endpoints';
import { HttpDoor } from './http-door';
import { newClientId, platformOf, type PlatformOptions } from './platform';

export interface SupervisorOptions extends PlatformOptions {
  endpoints: readonly string[];
  token: string;
}

/** A page of a list: of one workstream when it is named, after the `next` of the page before. */
export interface PageOptions {
  workstreamId?: string;
  after?: string | null;
  limit?: number;
}

/** Which agents, by a part of their name and their presence, and in which order: by their ids when left out. */
export interface AgentPageOptions extends PageOptions {
  search?: string;
  presence?: Presence;
  order?: 'id' | 'busy' | 'free';
}

/**
 * What supervisors and administrators read and do: what runs now, how a day went, and the rescue of a window.
 * Rejects with a `Refusal`; after `sign-in-expired` give it a fresh `token` and ask again.
 */
export class SupervisorClient {
  token: string;
  private readonly http: HttpDoor;

  constructor({ endpoints, token, ...options }: SupervisorOptions) {
    this.token = token;
    this.http = new HttpDoor(platformOf(options), new Endpoints(endpoints));
  }

  /** Open windows, the nearest deadline first. */
  windows(page: PageOptions = {}): Promise<OpenWindows> {
    return this.get(`windows${queryOf(page)}`);
  }

  /** Every workstream with what waits in its queue. */
  queues(): Promise<Queues> {
    return this.get('queues');
  }

  agents(page: AgentPageOptions = {}): Promise<AgentLoads> {
    return this.get(`agents${queryOf(page)}`);
  }

  /** `day`: `2026-11-22`, in the workstream's time zone; its today when left out. */
  figures(workstreamId: string, day?: string): Promise<DayFigures> {
    return this.get(`workstreams/${encodeURIComponent(workstreamId)}/figures${queryOf({ day })}`);
  }

  /** More time for the customer: in the window that runs, or in the next one. The same `requestId` extends once. */
  async extend(conversationId: string, requestId = newClientId()): Promise<void> {
    await this.act(conversationId, 'extend', { requestId });
  }

  /** Ends the wait for an away customer: there is no return. */
  async giveUp(conversationId: string): Promise<void> {
    await this.act(conversationId, 'give-up', {});
  }

  async transfer(conversationId: string, toAgentId: string): Promise<void> {
    await this.act(conversationId, 'transfer', { toAgentId });
  }

  private act(conversationId: string, verb: string, body: object): Promise<unknown> {
    const path = `/v1/supervisor/conversations/${encodeURIComponent(conversationId)}/${verb}`;
    return this.http.post(path, body, this.token);
  }

  private get<Answer>(path: string): Promise<Answer> {
    return this.http.get(`/v1/supervisor/${path}`, this.token);
  }
}

function queryOf(wanted: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted) as [string, string | number | null | undefined][]) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}
