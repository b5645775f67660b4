import type { Database, Tx } from '@rejoin/persistence';
import { operate } from '@rejoin/tracing';
import { applyNext, type FactHandler } from './apply-next';
import { delivered } from './delivery';
import type { FactSelection } from './fact-selection';
import { lockVersions } from './store/applied-versions';
import { nextParked, unpark } from './store/parked-facts';
import { applicationOf } from './trace';

/**
 * Retries the first parked fact of each aggregate and, if it succeeds, those behind it in order. Applied facts are removed
 * from the table. Returns how many were applied.
 */
export async function retryParked(
  database: Database,
  selection: FactSelection,
  ids: readonly string[],
  handle: FactHandler,
): Promise<number> {
  let applied = 0;
  for (const id of ids) {
    while (await database.transaction((tx) => retryFirst(tx, selection, id, handle)).catch(stillFails))
      applied++;
  }
  return applied;
}

async function retryFirst(
  tx: Tx,
  selection: FactSelection,
  id: string,
  handle: FactHandler,
): Promise<boolean> {
  const family = selection.name;
  const reached = (await lockVersions(tx, family, [id])).get(id) ?? 0;
  const first = await nextParked(tx, family, id);
  if (!first) return false;
  const raw: unknown = JSON.parse(first.message);
  if (first.version > reached && !selection.skips(raw)) {
    const fact = delivered(raw);
    if (selection.predecessorOf(fact) > reached) return false;
    await operate(applicationOf(fact), () => applyNext(tx, family, [fact], handle));
  }
  await unpark(tx, first);
  return true;
}

/** Treats an error as no progress. The error was logged when the fact was parked. */
function stillFails(): boolean {
  return false;
}
