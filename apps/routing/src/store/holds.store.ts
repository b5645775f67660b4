import type { heldCapacity } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { Sql, Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { HoldMove } from '../domain/hold-move';

type Ended = HoldMove & { endedAt: Instant | null };

/** A row for each hold, written with what begins and ends it: what was kept for away customers, and how long. */
@Injectable()
export class HoldsStore {
  /** The conversations are locked. What begins and ends within these moves is one row at once. */
  move(tx: Tx, moves: readonly HoldMove[]): void {
    const begun: Ended[] = [];
    const ended: HoldMove[] = [];
    for (const move of moves) {
      const fresh = begun.find(
        (hold) => hold.conversationId === move.conversationId && hold.endedAt === null,
      );
      if (move.kind === 'begun') begun.push({ ...move, endedAt: null });
      else if (fresh) fresh.endedAt = move.at;
      else ended.push(move);
    }
    this.end(tx, ended);
    this.begin(tx, begun);
  }

  /** Units that are held now for these conversations. */
  async unitsOf(sql: Sql, conversationIds: readonly string[]): Promise<Record<string, number>> {
    const rows = await sql.query<{ id: string; units: number }>(
      `select conversation_id as id, units from holds where ended_at is null and conversation_id = any($1)`,
      [conversationIds],
    );
    return Object.fromEntries(rows.map(({ id, units }) => [id, units]));
  }

  /**
   * What was held for a workstream within a span of time; what goes on counts until now. A window, and so a
   * hold, lasts a day at most: older ones than two days before are not looked for.
   */
  async within(
    sql: Sql,
    { workstreamId, from, until }: z.infer<typeof heldCapacity.request>,
  ): Promise<z.infer<typeof heldCapacity.reply>> {
    const [row] = await sql.query<z.infer<typeof heldCapacity.reply>>(
      `select round(coalesce(sum(units * minutes), 0), 3)::float8 as "unitMinutes",
         round(coalesce(sum(minutes), 0), 3)::float8 as "conversationMinutes", count(*) as holds
       from (
         select units, extract(epoch from least(coalesce(ended_at, now()), $3) - greatest(held_at, $2)) / 60 as minutes
         from holds
         where workstream_id = $1 and held_at >= $2::timestamptz - interval '2 days' and held_at < $3
           and (ended_at is null or ended_at > $2)) as h`,
      [workstreamId, from, until],
    );
    if (!row) throw new Error('an aggregate gave no row');
    return row;
  }

  /** One that has no row began at a replica of an older release: figures miss it, nobody's units depend on it. */
  private end(tx: Tx, moves: readonly HoldMove[]): void {
    if (moves.length === 0) return;
    tx.write(
      `update holds set ended_at = greatest(held_at, ($2::jsonb->>conversation_id)::timestamptz)
       where conversation_id = any($1) and ended_at is null`,
      [
        moves.map((move) => move.conversationId),
        JSON.stringify(Object.fromEntries(moves.map((move) => [move.conversationId, move.at]))),
      ],
    );
  }

  private begin(tx: Tx, holds: readonly Ended[]): void {
    if (holds.length === 0) return;
    tx.write(
      `insert into holds (conversation_id, workstream_id, agent_id, units, held_at, ended_at)
       select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[])`,
      [
        holds.map((hold) => hold.conversationId),
        holds.map((hold) => hold.workstreamId),
        holds.map((hold) => hold.agentId),
        holds.map((hold) => hold.units),
        holds.map((hold) => hold.at),
        holds.map((hold) => hold.endedAt),
      ],
    );
  }
}
