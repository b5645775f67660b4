import { families, type Fact } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';

const familyOfFact = new Map(
  families.flatMap((family) => Object.keys(family.facts).map((type) => [type, family] as const)),
);

/**
 * Writes facts in the transaction that made them true. Each gets the next version of its (family, id); the row
 * lock on that version makes the sequence gap-free, so callers hold the aggregate's own lock before. The relay
 * is woken after the commit.
 */
export class Outbox {
  private wake: () => void = () => undefined;

  /** Who is told after a commit that there is something to publish. */
  onAppend(wake: () => void): void {
    this.wake = wake;
  }

  async append(tx: Tx, facts: readonly Fact[], org = 'default'): Promise<void> {
    if (facts.length === 0) return;
    const rows = facts.map((fact) => {
      const family = familyOfFact.get(fact.type);
      if (!family) throw new Error(`no family declares the fact ${fact.type}`);
      return { family: family.name, id: (fact.data as Record<string, unknown>)[family.idField], fact };
    });
    await tx.query(appendSql, [
      rows.map(() => newId()),
      rows.map((row) => row.family),
      rows.map((row) => row.id),
      rows.map((row) => row.fact.type),
      rows.map((row) => JSON.stringify(row.fact.data)),
      org,
    ]);
    tx.afterCommit(() => this.wake());
  }
}

const appendSql = `
  with incoming as (
    select id, family, aggregate_id, type, data, ord
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      with ordinality as f (id, family, aggregate_id, type, data, ord)
  ), versions as (
    insert into fact_versions as v (family, aggregate_id, version)
    select family, aggregate_id, count(*) from incoming group by 1, 2 order by 1, 2
    on conflict (family, aggregate_id) do update set version = v.version + excluded.version
    returning family, aggregate_id, version
  )
  insert into outbox (id, org, family, aggregate_id, version, type, data)
  select i.id, $6, i.family, i.aggregate_id,
    v.version - count(*) over (partition by i.family, i.aggregate_id)
      + row_number() over (partition by i.family, i.aggregate_id order by i.ord),
    i.type, i.data::jsonb
  from incoming i join versions v using (family, aggregate_id)
  order by i.ord`;
