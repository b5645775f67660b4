import type { Access, AccessLogQuery } from '@rejoin/contracts';
import { Conditions, Database, type Sql, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

/** Who accesses data of customers. */
export interface Accessor {
  readonly org: string;
  readonly accountId: string;
}

/** An access as it is recorded: ids and numbers only. */
export interface AccessRecord {
  readonly what: Access['what'];
  readonly conversationId: string | null;
  readonly details: Access['details'];
}

const insert = `
  insert into access_log (org, account_id, what, conversation_id, details) values ($1, $2, $3, $4, $5)`;

const valuesOf = (by: Accessor, { what, conversationId, details }: AccessRecord) => [
  by.org,
  by.accountId,
  what,
  conversationId,
  JSON.stringify(details),
];

/** Records an access in the transaction of what is accessed. */
export function writeAccess(tx: Tx, by: Accessor, access: AccessRecord): void {
  tx.write(insert, valuesOf(by, access));
}

/** Records who read, searched, exported and erased data of customers, for audits. */
@Injectable()
export class AccessLogStore {
  constructor(private readonly database: Database) {}

  async add(by: Accessor, access: AccessRecord, sql: Sql = this.database): Promise<void> {
    await sql.query(insert, valuesOf(by, access));
  }

  /** Records that a page of a transcript was read. */
  addTranscript(by: Accessor, conversationId: string, afterSeq: number): Promise<void> {
    return this.add(by, { what: 'transcript', conversationId, details: { afterSeq } });
  }

  /** Lists accesses, the latest first. */
  list(
    org: string,
    {
      what,
      conversationId,
      accountId,
    }: Pick<z.infer<typeof AccessLogQuery>, 'what' | 'conversationId' | 'accountId'>,
    { before, limit }: { before: number | null; limit: number },
  ): Promise<(Access & { id: number })[]> {
    const conditions = new Conditions()
      .add(org, (value) => `org = ${value}`)
      .add(what, (value) => `what = ${value}`)
      .add(conversationId, (value) => `conversation_id = ${value}`)
      .add(accountId, (value) => `account_id = ${value}`)
      .add(before, (value) => `id < ${value}`);
    return this.database.query<Access & { id: number }>(
      `select id, at, account_id as "accountId", what, conversation_id as "conversationId", details
       from access_log where ${conditions.where}
       order by id desc limit ${conditions.parameter(limit)}`,
      conditions.values,
    );
  }
}
