import type { Presence } from '@rejoin/contracts';
import { AccountClient } from './account-client';
import type { DeskConnection } from './desk-connection';
import type { HttpClient } from './http-client';
import type { Stored } from './outgoing';
import { newClientId } from './platform';
import type { Ack } from './requests';

/** For how long a customer is blocked, and why. */
export interface BlockOptions {
  /** Null: until a supervisor unblocks the customer. */
  hours: number | null;
  /** For supervisors. The customer never sees it. */
  reason?: string;
  /** Block anonymous customers of the same network address too, for an hour. */
  address?: boolean;
}

/** What an agent does on an open desk. {@link AgentClient} says how each of the methods ends. */
export class DeskCommands extends AccountClient {
  constructor(
    http: HttpClient,
    private readonly desk: DeskConnection,
  ) {
    super(http);
  }

  /**
   * Sends a message. Resolves when the server has stored it; until then the client keeps it and sends it again on every
   * new connection. To send it again after a reload, give the same `id`: it is stored once. Rejects with a {@link
   * Refusal} when the server refuses it for good.
   */
  send(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.desk.sends.add({ type: 'send', id, conversationId, text });
  }

  /** Sends a quick reply; the server replaces its slugs. Kept and sent again like {@link send}. */
  sendQuickReply(conversationId: string, quickReplyId: string, id = newClientId()): Promise<Stored> {
    return this.desk.sends.add({ type: 'send-quick-reply', id, conversationId, quickReplyId });
  }

  /** Adds an internal note, which customers never see. Kept and sent again like {@link send}. */
  addNote(conversationId: string, text: string, id = newClientId()): Promise<Stored> {
    return this.desk.sends.add({ type: 'note', id, conversationId, text });
  }

  /** Sets the agent's presence. It affects new conversations only. */
  setPresence(presence: Presence): Promise<Ack> {
    return this.desk.ask({ type: 'set-presence', presence });
  }

  /** Ends the conversation for good: the customer cannot return to it. */
  end(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'end', conversationId });
  }

  /**
   * Closes the conversation's tab on the desk without ending the conversation, which may continue with another agent.
   */
  closeTab(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'close-tab', conversationId });
  }

  /** Gives the conversation back to the queue. */
  release(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'release', conversationId });
  }

  /** Transfers the conversation to another agent. */
  transfer(conversationId: string, toAgentId: string): Promise<Ack> {
    return this.desk.ask({ type: 'transfer', conversationId, toAgentId });
  }

  /** Assigns a conversation from the queue to this agent. */
  pick(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'pick', conversationId });
  }

  /**
   * Accepts a conversation of `state.status.offers`. Rejects with the {@link Refusal} `offer-ended` when the time is over
   * or the conversation is no longer offered to this agent.
   */
  acceptOffer(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'accept', conversationId });
  }

  /** Declines an offered conversation, which then goes to another agent. Rejects like {@link acceptOffer}. */
  declineOffer(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'decline', conversationId });
  }

  /** Gives the customer more time to reconnect: in the open window, or in the next one. */
  extend(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'extend', conversationId });
  }

  /** Stops waiting for a disconnected customer, who then cannot reconnect. */
  giveUp(conversationId: string): Promise<Ack> {
    return this.desk.ask({ type: 'give-up', conversationId });
  }

  /** Corrects the name of the customer in this conversation; an empty text removes it. The customer is not told. */
  renameCustomer(conversationId: string, name: string): Promise<Ack> {
    return this.desk.ask({ type: 'rename-customer', conversationId, name });
  }

  /**
   * Blocks the customer of the conversation: it ends, and the customer can't start another chat until the block ends. An
   * agent can block for at most 24 hours, a supervisor also without an end (`hours: null`). The customer is not told.
   * Rejects with the {@link Refusal} `unsupported` at an older gateway.
   */
  blockCustomer(conversationId: string, { hours, reason = '', address = false }: BlockOptions): Promise<Ack> {
    return this.desk.ask({ type: 'block', conversationId, hours, reason, address });
  }

  /** Closes a conversation that is in wrap-up. */
  closeConversation(
    conversationId: string,
    chosen: { disposition?: string | null; tags?: string[] } = {},
  ): Promise<Ack> {
    return this.desk.ask({ type: 'close-conversation', conversationId, ...chosen });
  }

  /** Requests a new `status`. The gateway sends what other agents do only on request. */
  refresh(): Promise<Ack> {
    return this.desk.ask({ type: 'status' });
  }

  /** Reports that the agent is typing. Not repeated when there is no connection. */
  typing(conversationId: string): void {
    this.desk.send({ type: 'typing', requestId: newClientId(), conversationId });
  }
}
