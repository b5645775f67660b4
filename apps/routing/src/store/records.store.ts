import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** Deletes the records of conversations that are kept no longer. */
@Injectable()
export class RecordsStore {
  /** Leaves conversations alone that are not closed. The ledger keeps what is not released. */
  delete(tx: Tx, conversationIds: readonly string[]): void {
    if (conversationIds.length === 0) return;
    tx.write(
      `with closed as (
         delete from conversations where id = any($1) and state = 'closed' returning id
       ), ledger as (
         delete from capacity_ledger where conversation_id in (select id from closed) and released_at is not null
       )
       delete from holds where conversation_id in (select id from closed) and ended_at is not null`,
      [conversationIds],
    );
  }
}
