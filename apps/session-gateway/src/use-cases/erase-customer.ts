import { closeConversation, retentionLimits, type CustomerRef, type ErasedCustomer } from '@rejoin/contracts';
import { isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Bus } from '@rejoin/messaging';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { CustomersStore, type ErasableConversation } from '../store/customers.store';
import { EraseConversation } from './erase-conversation';
import { ReadCustomer } from './read-customer';
import { SealConversation } from './seal-conversation';

const atOnce = retentionLimits.conversationsAtOnce.value;

/**
 * Erases the data of a customer at the request of an administrator. Each call erases some conversations, so that none lasts
 * long; repeated until it is done, it ends with nothing left, and changes nothing after that.
 */
@Injectable()
export class EraseCustomer {
  constructor(
    private readonly read: ReadCustomer,
    private readonly customers: CustomersStore,
    private readonly erasure: EraseConversation,
    private readonly sealing: SealConversation,
    private readonly bus: Bus,
  ) {}

  /** Refuses while a conversation is not closed, unless `end` says to end it. Nothing is erased before all are closed. */
  async run(
    requester: Pick<Principal, 'org' | 'accountId'>,
    customer: CustomerRef,
    end: boolean,
  ): Promise<ErasedCustomer | Refused> {
    const key = await this.read.findKey(requester.org, customer);
    const open = await this.customers.listOpen(key, atOnce);
    if (open.length > 0 && !end) return refuse('conversation-open');
    for (const conversation of open) {
      const result = await this.end(conversation, requester.accountId);
      if (isRefused(result)) return result;
    }
    const ids = open.map(({ conversationId }) => conversationId);
    if (ids.length > 0) return { erased: [], open: ids, isDone: false };

    const due = await this.customers.listErasable(key, atOnce + 1);
    const erased: ErasedCustomer['erased'] = [];
    for (const { conversationId } of due.slice(0, atOnce)) {
      const rows = await this.erasure.erase(conversationId, 'request', requester);
      if (rows) erased.push({ conversationId, ...rows });
    }
    return { erased, open: [], isDone: erased.length === due.length };
  }

  /** Ends a conversation, or closes it when it is in wrap-up. Each step is a call of its own. */
  private async end(
    { conversationId, state, session }: ErasableConversation,
    accountId: string,
  ): Promise<object | Refused> {
    const { agentId, sealed } = session;
    if (!sealed) return this.sealing.run({ conversationId, by: 'supervisor', accountId, reason: 'ended' });
    if (state !== 'wrap-up' || agentId === null) return {};
    const closed = await this.bus.ask(closeConversation, { conversationId, agentId });
    // The gateway may learn a moment later that routing has closed it.
    return isRefused(closed) && closed.refused === 'not-in-wrap-up' ? {} : closed;
  }
}
