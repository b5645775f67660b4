import type { OwnQuickReplies, OwnQuickReply } from '@rejoin/contracts';
import { Endpoints } from './endpoints';
import { HttpClient } from './http-client';
import { paths } from './paths';
import { platformOf, type PlatformOptions } from './platform';
import { isPassing } from './refusal';

/** The options of a {@link QuickReplyClient}. */
export interface QuickReplyOptions extends PlatformOptions {
  /** Base URLs of the gateways, or of the balancer in front of them. */
  endpoints: readonly string[];
  /** The access token of an agent. */
  token: string;
}

/**
 * Reads and changes the quick replies that an agent keeps for themselves. Every method rejects with a `Refusal`; after
 * `sign-in-expired` set a new `token` and call again.
 *
 * @example
 * const replies = new QuickReplyClient({ endpoints: ['https://chat.example'], token });
 * await replies.save(newClientId(), { title: 'Hello', body: 'Hello {{customer.name}}' });
 */
export class QuickReplyClient {
  token: string;
  private readonly http: HttpClient;

  constructor({ endpoints, token, ...options }: QuickReplyOptions) {
    this.token = token;
    this.http = new HttpClient(platformOf(options), new Endpoints(endpoints));
  }

  /** Lists the agent's own quick replies in the order of their titles. */
  list(): Promise<OwnQuickReplies> {
    return this.http.get(paths.ownQuickReplies, this.token);
  }

  /** Creates the quick reply with this id, or replaces it. `too-many`: the agent has as many as allowed. */
  save(quickReplyId: string, reply: { title: string; body: string }): Promise<OwnQuickReply> {
    const isRetried = (name: string): boolean => isPassing(name) && name !== 'too-many';
    return this.http.post(paths.saveOwnQuickReply(quickReplyId), reply, this.token, isRetried);
  }

  /** Deletes a quick reply. One that does not exist changes nothing. */
  async remove(quickReplyId: string): Promise<void> {
    await this.http.post(paths.removeOwnQuickReply(quickReplyId), {}, this.token);
  }
}
