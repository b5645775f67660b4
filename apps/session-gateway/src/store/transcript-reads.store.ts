import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';

/** Records who read which transcript, for audits. */
@Injectable()
export class TranscriptReadsStore {
  constructor(private readonly database: Database) {}

  async add(conversationId: string, accountId: string, afterSeq: number): Promise<void> {
    await this.database.query(
      `insert into transcript_reads (conversation_id, account_id, after_seq) values ($1, $2, $3)`,
      [conversationId, accountId, afterSeq],
    );
  }
}
