import { Database, GroupCommit, type Sql } from '@rejoin/persistence';
import type { Way } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';

/** A claimant's request to come back from away, written down before the timer is asked. */
export interface Claim {
  readonly conversationId: string;
  readonly epoch: number;
  readonly claim: string;
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  /** The link that the customer gets in place of the one that is used up, whoever binds the claim. */
  readonly successorLinkId: string | null;
  readonly newDevice: boolean;
}

/** What a claimant's secret opens. */
export interface Found {
  readonly session: Session;
  /** The epoch that the secret belonged to last; null: it never opened this conversation. */
  readonly epochOfSecret: number | null;
}

@Injectable()
export class ClaimsStore {
  private readonly writes = new GroupCommit<Claim, Instant>((claims) => this.writeMany(claims));
  private readonly finds = new GroupCommit<{ conversationId: string; secretHash: string }, Found | undefined>(
    (wanted) => this.findMany(wanted),
    { lanes: 2 },
  );

  constructor(private readonly database: Database) {}

  /** Gives when this claimant asked first. */
  write(claim: Claim): Promise<Instant> {
    return this.writes.submit(claim);
  }

  find(conversationId: string, secretHash: string): Promise<Found | undefined> {
    return this.finds.submit({ conversationId, secretHash });
  }

  private async writeMany(claims: readonly Claim[]): Promise<Instant[]> {
    const key = (one: Pick<Claim, 'conversationId' | 'epoch' | 'claim'>) =>
      `${one.conversationId} ${one.epoch} ${one.claim}`;
    const rows = await this.database.query<
      Pick<Claim, 'conversationId' | 'epoch' | 'claim'> & { at: Instant }
    >(
      `insert into claims (conversation_id, epoch, claim, secret_hash, way, link_id, new_device, successor_link_id)
       select distinct on (1, 2, 3) *
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[])
       on conflict (conversation_id, epoch, claim) do update set asked_at = claims.asked_at
       returning conversation_id as "conversationId", epoch, claim, date_trunc('milliseconds', asked_at) as at`,
      [
        claims.map((claim) => claim.conversationId),
        claims.map((claim) => claim.epoch),
        claims.map((claim) => claim.claim),
        claims.map((claim) => claim.secretHash),
        claims.map((claim) => claim.way),
        claims.map((claim) => claim.linkId),
        claims.map((claim) => claim.newDevice),
        claims.map((claim) => claim.successorLinkId),
      ],
    );
    const askedAt = new Map(rows.map((row) => [key(row), row.at]));
    return claims.map((claim) => {
      const at = askedAt.get(key(claim));
      if (at === undefined) throw new Error('a claim was not written');
      return at;
    });
  }

  private async findMany(
    wanted: readonly { conversationId: string; secretHash: string }[],
  ): Promise<(Found | undefined)[]> {
    const rows = await this.database.query<Found & { want: number }>(
      `select w.want, c.session, (
         select max(k.epoch) from claimants k
         where k.conversation_id = w.conversation_id and k.secret_hash = w.secret_hash) as "epochOfSecret"
       from unnest($1::text[], $2::text[]) with ordinality as w (conversation_id, secret_hash, want)
       join conversations c on c.id = w.conversation_id`,
      [wanted.map((one) => one.conversationId), wanted.map((one) => one.secretHash)],
    );
    const found = new Map(rows.map((row) => [row.want, row]));
    return wanted.map((_, i) => found.get(i + 1));
  }
}

/** The claims that the timer accepted, by conversation and epoch, for whoever binds them. */
export async function readClaims(
  sql: Sql,
  accepted: readonly { conversationId: string; epoch: number; claim: string }[],
): Promise<Claim[]> {
  return sql.query<Claim>(
    `select c.conversation_id as "conversationId", c.epoch, c.claim, c.secret_hash as "secretHash", c.way,
       c.link_id as "linkId", c.new_device as "newDevice", c.successor_link_id as "successorLinkId"
     from unnest($1::text[], $2::int[], $3::text[]) as a (conversation_id, epoch, claim)
     join claims c using (conversation_id, epoch, claim)`,
    [
      accepted.map((one) => one.conversationId),
      accepted.map((one) => one.epoch),
      accepted.map((one) => one.claim),
    ],
  );
}
