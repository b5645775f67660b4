import { deskLimits, type OwnQuickReply } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

const columns = `id as "quickReplyId", title, body, changed_at as "changedAt"`;
const most = deskLimits.ownReplies.value;

/** Stores the quick replies that agents keep for themselves. Nobody reads or changes those of another account. */
@Injectable()
export class OwnQuickRepliesStore {
  constructor(private readonly database: Database) {}

  list(accountId: string): Promise<OwnQuickReply[]> {
    return this.database.query<OwnQuickReply>(
      `select ${columns} from own_quick_replies where account_id = $1 order by title, id limit $2`,
      [accountId, most],
    );
  }

  /** Creates or replaces a quick reply. A new one beyond the limit is refused. */
  async save(
    tx: Tx,
    accountId: string,
    { quickReplyId, title, body }: Omit<OwnQuickReply, 'changedAt'>,
  ): Promise<OwnQuickReply | Refused> {
    // Two tabs that save at once must not go beyond the limit together.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('rejoin:own-quick-replies:' || $1, 0))`, [
      accountId,
    ]);
    const [saved] = await tx.query<OwnQuickReply>(
      `insert into own_quick_replies (account_id, id, title, body)
       select $1, $2, $3, $4 where $5 > (
         select count(*) from own_quick_replies where account_id = $1 and id <> $2)
       on conflict (account_id, id) do update
         set title = excluded.title, body = excluded.body, changed_at = clock_timestamp()
       returning ${columns}`,
      [accountId, quickReplyId, title, body, most],
    );
    return saved ?? refuse('too-many');
  }

  async remove(accountId: string, quickReplyId: string): Promise<void> {
    await this.database.query(`delete from own_quick_replies where account_id = $1 and id = $2`, [
      accountId,
      quickReplyId,
    ]);
  }
}
