import type { ClosingChoices, History, HistoryFilters, PastTranscript } from '@rejoin/contracts';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import { paths } from './paths';
import { platformOf, type PlatformOptions } from './platform';

/** The options of a {@link HistoryClient}. */
export interface HistoryOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** The access token of an agent, a supervisor or an administrator. */
  token: string;
}

/** Which closed conversations: all conditions must be met. Periods are instants, and `closedUntil` is exclusive. */
export interface HistoryQuery {
  /** Words of the messages, the notes or the customer's name. */
  search?: string;
  closedFrom?: string;
  closedUntil?: string;
  workstreamId?: string;
  agentId?: string;
  outcome?: 'ended' | 'closed-by-customer' | 'started-new' | 'gave-up' | 'expired';
  /** What the agent chose when closing. */
  disposition?: string;
  tag?: string;
  /** Only conversations of the signed-in customer of this conversation, without this one. */
  customerOf?: string;
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/**
 * Finds and reads closed conversations: agents those that they served or of their workstreams, supervisors and
 * administrators those of the organisation. Every method rejects with a `Refusal`; after `sign-in-expired` set a new
 * `token` and call again.
 *
 * @example
 * const history = new HistoryClient({ endpoints: ['https://chat.example'], token });
 * const { items } = await history.search({ search: 'blue parcel' });
 */
export class HistoryClient {
  token: string;
  private readonly http: HttpClient;

  constructor({ endpoints, token, ...options }: HistoryOptions) {
    this.token = token;
    this.http = new HttpClient(platformOf(options), new Endpoints(endpoints));
  }

  /** Finds conversations, the one that was closed last first. */
  search(query: HistoryQuery = {}): Promise<History> {
    return this.http.post(paths.searchHistory, query, this.token);
  }

  /** Reads the workstreams and agents by which a search can be filtered. */
  filters(): Promise<HistoryFilters> {
    return this.http.get(paths.historyFilters, this.token);
  }

  /** Reads the dispositions and tags that the agents of a workstream choose from. */
  closingChoices(workstreamId: string): Promise<ClosingChoices> {
    return this.http.get(paths.closingChoices(workstreamId), this.token);
  }

  /** Reads a page of a transcript, from its beginning. The access is recorded. */
  transcript(conversationId: string, { cursor }: { cursor?: string } = {}): Promise<PastTranscript> {
    const page = new URLSearchParams({ limit: '200', ...(cursor === undefined ? {} : { cursor }) });
    return this.http.get(`${paths.pastTranscript(conversationId)}?${page.toString()}`, this.token);
  }
}
