import type { AccessLogQuery, CustomerConversation, CustomerRef } from '@rejoin/contracts';
import type { Principal } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { subjectHashOf } from '../domain/portal-claims';
import { AccessLogStore } from '../store/access-log.store';
import { CustomersStore, type CustomerKey } from '../store/customers.store';

type Reader = Pick<Principal, 'org' | 'accountId'>;

/** Lists what is stored about a customer, and who has accessed data of customers. */
@Injectable()
export class ReadCustomer {
  constructor(
    private readonly customers: CustomersStore,
    private readonly log: AccessLogStore,
  ) {}

  /** Records the access before it returns anything. */
  async listConversations(
    reader: Reader,
    customer: CustomerRef,
    { afterId, limit }: { afterId: string; limit: number },
  ): Promise<CustomerConversation[]> {
    const key = await this.findKey(reader.org, customer);
    const found = await this.customers.list(key, afterId, limit);
    const { conversationId } = key;
    await this.log.add(reader, { what: 'export', conversationId, details: { found: found.length } });
    return found;
  }

  listAccesses(
    { org }: Reader,
    filter: Omit<z.infer<typeof AccessLogQuery>, 'cursor' | 'limit'>,
    page: { before: number | null; limit: number },
  ) {
    return this.log.list(org, filter, page);
  }

  findKey(org: string, customer: CustomerRef): Promise<CustomerKey> {
    return 'conversationId' in customer
      ? this.customers.keyOf(org, customer.conversationId)
      : Promise.resolve({ org, subjectHash: subjectHashOf(customer), conversationId: null });
  }
}
