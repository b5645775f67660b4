import type { OpenSystem } from '@rejoin/testing';
import { ConfigApi } from '../story/config-api';
import { openShop } from '../journeys/shop';

/** More than any page lists at once. */
const workstreams = 110;

/**
 * Adds workstreams whose names come before those of every journey. Journeys of one run share their lists; without the
 * crowd, a test that expects its workstream on the first page fails only when enough others ran before it.
 */
export async function addCrowd({ config }: Pick<OpenSystem, 'config'>): Promise<void> {
  const settings = await ConfigApi.open(config.url, { login: 'admin@demo', password: 'rejoin-demo' });
  for (let at = 0; at < workstreams; at += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, one) => openShop(settings, `crowd-${at + one}`, {})));
  }
}
