import type { AlarmKind } from '@rejoin/contracts';
import type { Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

const alarmsOfConversations: readonly AlarmKind[] = ['wrap-up-block', 'auto-close'];

/** Deletes the records of conversations that are kept no longer. */
@Injectable()
export class RecordsStore {
  /** Keeps the records of a conversation that has an open window or an alarm that has not rung. */
  delete(tx: Tx, conversationIds: readonly string[]): void {
    if (conversationIds.length === 0) return;
    tx.write(
      `with past as (
         select id from unnest($1::text[]) as id
         where not exists (select from windows where conversation_id = id and outcome is null)
           and not exists (
             select from alarms where kind = any($2) and subject_id = id and due_at is not null)
       ), reconnection as (
         delete from reconnections where conversation_id in (select id from past)
       ), alarm as (
         delete from alarms where kind = any($2) and subject_id in (select id from past)
       )
       delete from windows where conversation_id in (select id from past)`,
      [conversationIds, alarmsOfConversations],
    );
  }
}
