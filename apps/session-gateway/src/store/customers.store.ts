import type { ConversationState, CustomerConversation } from '@rejoin/contracts';
import { Database, instantSql } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';

/** A customer, by the hash of the identity, by a conversation, or by both. */
export interface CustomerKey {
  readonly org: string;
  readonly subjectHash: string | null;
  readonly conversationId: string | null;
}

/** A conversation that holds data of the customer. */
export interface ErasableConversation {
  readonly conversationId: string;
  readonly state: ConversationState;
  readonly session: Session;
}

/** Finds what the gateway stores about a customer. */
@Injectable()
export class CustomersStore {
  constructor(private readonly database: Database) {}

  /** Returns the key of the customer of a conversation. An unknown conversation has a key that finds nothing. */
  async keyOf(org: string, conversationId: string): Promise<CustomerKey> {
    const [row] = await this.database.query<{ subjectHash: string | null }>(
      `select subject_hash as "subjectHash" from conversations where id = $1 and org = $2`,
      [conversationId, org],
    );
    return { org, subjectHash: row?.subjectHash ?? null, conversationId };
  }

  /** Lists the customer's conversations after an id, in id order. */
  list(key: CustomerKey, afterId: string, limit: number): Promise<CustomerConversation[]> {
    return this.database.query<CustomerConversation>(
      `select c.id as "conversationId", c.session->>'workstreamId' as "workstreamId", c.widget_id as "widgetId",
         c.session->>'state' as state, (c.session->>'signedIn')::boolean as "signedIn",
         c.customer_name as "customerName", c.given_name as "givenName", c.visit, c.context, c.started_at as "startedAt",
         (select closed_at from past_conversations where id = c.id) as "closedAt",
         c.session ? 'erased' as "isErased",
         (select jsonb_build_object('blockId', b.id, 'accountId', b.account_id, 'accountName', b.account_name,
            'reason', b.reason, 'madeAt', ${instantSql('b.made_at')}, 'until', ${instantSql('b.until')})
          from customer_blocks b
          where b.conversation_id = c.id and (b.until is null or b.until > clock_timestamp())) as block,
         coalesce((
           select jsonb_agg(jsonb_build_object('linkId', id, 'madeAt', ${instantSql('made_at')},
             'redeemedAt', ${instantSql('redeemed_at')})) from (
             select * from links where conversation_id = c.id order by made_at desc limit 100) l), '[]') as links
       from conversations c where c.id in (${idsOfCustomer}) and c.id > $4 order by c.id limit $5`,
      [key.org, key.subjectHash, key.conversationId, afterId, limit],
    );
  }

  /** Lists the customer's conversations that are not closed. */
  listOpen(key: CustomerKey, limit: number): Promise<ErasableConversation[]> {
    return this.find(key, `not c.is_closed`, limit);
  }

  /**
   * Lists the customer's closed conversations that hold data. The named conversation comes last, because its identity
   * finds the others.
   */
  listErasable(key: CustomerKey, limit: number): Promise<ErasableConversation[]> {
    return this.find(key, `c.is_closed and (c.subject_hash is not null or not c.session ? 'erased')`, limit);
  }

  private find(key: CustomerKey, condition: string, limit: number): Promise<ErasableConversation[]> {
    return this.database.query<ErasableConversation>(
      `select c.id as "conversationId", c.session->>'state' as state, c.session
       from conversations c where c.id in (${idsOfCustomer}) and ${condition}
       order by c.id is not distinct from $3, c.id limit $4`,
      [key.org, key.subjectHash, key.conversationId, limit],
    );
  }
}

/** Each part has an index: what is in the history, what is not closed, and what was closed a moment ago. */
const idsOfCustomer = `
  select id from conversations where org = $1 and id = $3
  union select id from past_conversations where org = $1 and subject_hash = $2
  union select id from conversations where org = $1 and subject_hash = $2 and not is_closed
  union select id from conversations where org = $1 and subject_hash = $2 and is_closed and not is_in_history`;
