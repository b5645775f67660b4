import type { Tx } from '@rejoin/persistence';
import type { Delivered } from './delivery';
import { storeVersions } from './store/applied-versions';

export type FactHandler = (facts: readonly Delivered[], tx: Tx) => Promise<void>;

/** Runs the handler on the next facts of their aggregates, and stores their versions as applied. */
export async function applyNext(
  tx: Tx,
  family: string,
  facts: readonly Delivered[],
  handle: FactHandler,
): Promise<void> {
  await handle(facts, tx);
  storeVersions(tx, family, facts);
}
