import { natsUsers, type NatsUser } from '@rejoin/servers';
import { addCrowd } from './crowd';
import { seedDemo } from './seed-demo';
import { startSystem, type OpenSystem, type TestSystem } from '@rejoin/testing';

type SystemDescription = Omit<OpenSystem, 'nats'> & { readonly natsUrls: Readonly<Record<NatsUser, string>> };

const variable = 'REJOIN_TEST_SYSTEM';
const shared = globalThis as { rejoinTestSystem?: TestSystem };

/**
 * Starts the system that most files of journeys share: whole, real, and never disturbed. It starts once in a
 * run, whichever kinds of tests need it. jest's workers inherit the environment variable that describes it.
 */
export async function startSharedSystem(): Promise<void> {
  if (shared.rejoinTestSystem) return;
  const system = await startSystem({ routings: 2 });
  shared.rejoinTestSystem = system;
  await seedDemo(system);
  await addCrowd(system);
  const told: SystemDescription = {
    gateways: system.gateways.map(({ url }) => ({ url })),
    config: { url: system.config.url },
    natsUrls: Object.fromEntries(
      natsUsers.map((user) => [user, system.nats.urlOf(user)]),
    ) as SystemDescription['natsUrls'],
    databases: { adminUrl: system.databases.adminUrl },
    setupToken: system.setupToken,
  };
  process.env[variable] = JSON.stringify(told);
}

export async function stopSharedSystem(): Promise<void> {
  await shared.rejoinTestSystem?.stop();
  delete shared.rejoinTestSystem;
}

export function theSharedSystem(): OpenSystem {
  const told = process.env[variable];
  if (told === undefined)
    throw new Error('only *.e2e.spec.ts and *.browser.spec.ts have a system; see jest.config.js');
  const { natsUrls, ...urls } = JSON.parse(told) as SystemDescription;
  return { ...urls, nats: { urlOf: (user) => natsUrls[user] } };
}
