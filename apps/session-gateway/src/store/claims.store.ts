import { Database, Batcher, type Sql } from '@rejoin/persistence';
import type { Way } from '@rejoin/contracts';
import { claimOf, type Instant } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import type { Session } from '../domain/session';

/**
 * A claimant's request to return from away. It is stored before the timer is asked, so that every gateway can
 * complete it.
 */
export interface Claim {
  readonly conversationId: string;
  readonly epoch: number;
  readonly claim: string;
  readonly secretHash: string;
  readonly way: Way;
  readonly linkId: string | null;
  /** The link that replaces the redeemed one, whichever gateway binds the claim. */
  readonly successorLinkId: string | null;
  readonly newDevice: boolean;
}

/** The session that a claimant's secret belongs to. */
export interface ResumeLookup {
  readonly session: Session;
  /** The latest epoch of the secret. Null when the secret never belonged to this conversation. */
  readonly epochOfSecret: number | null;
  /**
   * The time of the claimant's first request to return from away. Null when the session is not away, or belongs to
   * another secret now.
   */
  readonly askedAt: Instant | null;
}

@Injectable()
export class ClaimsStore {
  private readonly writes = new Batcher<Claim, Instant>((claims) => this.writeMany(claims), {
    name: 'claims',
  });
  private readonly resumes = new Batcher<ResumeRequest, ResumeLookup | undefined>(
    (requests) => this.resumeMany(requests),
    { name: 'resumes', lanes: 2 },
  );

  constructor(private readonly database: Database) {}

  /** Stores a claim. Returns the time of this claimant's first request. */
  write(claim: Claim): Promise<Instant> {
    return this.writes.submit(claim);
  }

  /**
   * Finds the session that a secret belongs to. The same statement claims the session when it is away, unless the
   * widget does not allow the page's origin. The caller refuses such a page, and a refused request must not leave a
   * claim.
   */
  resume(
    conversationId: string,
    secretHash: string,
    origin: string | undefined,
  ): Promise<ResumeLookup | undefined> {
    return this.resumes.submit({ conversationId, secretHash, origin });
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

  private async resumeMany(requests: readonly ResumeRequest[]): Promise<(ResumeLookup | undefined)[]> {
    const rows = await this.database.query<ResumeLookup & { want: number }>(
      `with found as (
         select w.want, w.claim, w.secret_hash, w.origin, c.id, c.session, (c.session->>'epoch')::int as epoch, (
           select max(k.epoch) from claimants k
           where k.conversation_id = w.id and k.secret_hash = w.secret_hash) as epoch_of_secret
         from unnest($1::text[], $2::text[], $3::text[], $4::text[])
           with ordinality as w (id, secret_hash, claim, origin, want)
         cross join lateral (select id, session from conversations where id = w.id offset 0) c
       ), claimed as (
         insert into claims (conversation_id, epoch, claim, secret_hash, way, new_device)
         select distinct on (id, claim) id, epoch, claim, secret_hash, 'resume', false from found
         where session->>'secretHash' = secret_hash and session->>'status' = 'away' and session->'sealed' = 'null'
           and (origin is null or exists (
             select 1 from widgets
             where widgets.id = session->>'widgetId'
               and (settings->'allowedOrigins' ? origin or origin = 'try:' || widgets.id)))
         order by id, claim
         on conflict (conversation_id, epoch, claim) do update set asked_at = claims.asked_at
         returning conversation_id as id, epoch, claim, asked_at
       )
       select f.want, f.session, f.epoch_of_secret as "epochOfSecret",
         date_trunc('milliseconds', c.asked_at) as "askedAt"
       from found f left join claimed c using (id, epoch, claim)`,
      [
        requests.map((one) => one.conversationId),
        requests.map((one) => one.secretHash),
        requests.map((one) => claimOf(one.secretHash)),
        requests.map((one) => one.origin ?? null),
      ],
    );
    const rowByIndex = new Map(rows.map((row) => [row.want, row]));
    return requests.map((_, i) => rowByIndex.get(i + 1));
  }
}

interface ResumeRequest {
  readonly conversationId: string;
  readonly secretHash: string;
  readonly origin: string | undefined;
}

/** Reads the claims that the timer accepted, so that they can be bound. */
export async function readClaims(
  sql: Sql,
  accepted: readonly { conversationId: string; epoch: number; claim: string }[],
): Promise<Claim[]> {
  if (accepted.length === 0) return [];
  return sql.query<Claim>(
    `select c.conversation_id as "conversationId", c.epoch, c.claim, c.secret_hash as "secretHash", c.way,
       c.link_id as "linkId", c.new_device as "newDevice", c.successor_link_id as "successorLinkId"
     from unnest($1::text[], $2::int[], $3::text[]) as a (conversation_id, epoch, claim)
     cross join lateral (
       select * from claims
       where conversation_id = a.conversation_id and epoch = a.epoch and claim = a.claim offset 0) c`,
    [
      accepted.map((one) => one.conversationId),
      accepted.map((one) => one.epoch),
      accepted.map((one) => one.claim),
    ],
  );
}
