import { defaultOrganisation, families, type Fact } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import type { Tx } from '@rejoin/persistence';
import { recordedFacts } from './messaging-figures';
import { appendRows, type NewRow } from './store/append-rows';
import type { OutboxRow } from './store/outbox-rows';
import { tracer } from './trace';

const declared = new Map(
  families.flatMap((family) =>
    Object.entries(family.facts).map(
      ([type, schema]) => [type, { family: family.name, idField: family.idField, schema }] as const,
    ),
  ),
);

/**
 * Writes facts in the transaction that made them true. Each fact gets the next version of its (family, id). The row lock
 * on that version keeps the sequence free of gaps; callers hold the lock of the aggregate before. Each row names the last
 * version of each kind before it, for consumers of some kinds only. The rows are sent with the commit, and the relay gets
 * them after it.
 *
 * A fact that does not match its declaration throws here, in the service with the bug. Undeclared fields are dropped.
 */
export class Outbox {
  private committed: ((rows: readonly OutboxRow[]) => void) | undefined;

  /** Registers a listener that gets the new rows after each commit. */
  onCommit(committed: (rows: readonly OutboxRow[]) => void): void {
    this.committed = committed;
  }

  append(tx: Tx, facts: readonly Fact[], org = defaultOrganisation): void {
    if (facts.length === 0) return;
    const rows = newRows(facts, org);
    const last = rows.filter(({ isLast }) => isLast);
    const stored = appendRows(tx, rows, org);
    // The transaction reports an error of this statement.
    stored.catch(() => undefined);
    tx.afterCommit(() => {
      for (const { family, place } of last) recordedFacts.inc({ family }, place);
      void stored.then((columns) => this.committed?.(rows.map((row, i) => ({ ...row, ...columns[i]! }))));
    });
  }
}

function newRows(facts: readonly Fact[], org: string): NewRow[] {
  const traceOf = tracer();
  const newest = new Map<string, NewRow>();
  return facts.map(({ type, data }) => {
    const found = declared.get(type);
    if (!found) throw new Error(`no family declares the fact ${type}`);
    const { family } = found;
    const parsed = found.schema.parse(data);
    const aggregateId = String(parsed[found.idField]);
    const earlier = newest.get(`${family}/${aggregateId}`);
    if (earlier) earlier.isLast = false;
    const row: NewRow = {
      id: newId(),
      org,
      family,
      aggregate_id: aggregateId,
      type,
      data: JSON.stringify(parsed),
      traceparent: traceOf(aggregateId),
      again: false,
      place: (earlier?.place ?? 0) + 1,
      before: earlier ? { ...earlier.before, [earlier.type]: earlier.place } : {},
      isLast: true,
    };
    newest.set(`${family}/${aggregateId}`, row);
    return row;
  });
}
