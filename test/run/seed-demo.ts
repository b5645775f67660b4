import type { OpenSystem } from '@rejoin/testing';
import { seedSystem, theDemo } from '../../apps/cli/src/use-cases/seed-system';

/** Fills a new system with the demo, as `rejoin seed --demo` does. `portal` is its page and the file of its key. */
export async function seedDemo(
  { config, setupToken }: Pick<OpenSystem, 'config' | 'setupToken'>,
  portal: { readonly url?: string; readonly keyFile?: string } = {},
): Promise<void> {
  await seedSystem(await theDemo(portal.url, portal.keyFile), { configUrl: config.url, setupToken });
}
