import { isFree, natsUsers, type NatsUser } from '@rejoin/servers';
import { startSystem, type OpenSystem, type TestSystem } from '@rejoin/testing';
import { randomInt } from 'node:crypto';
import { demoOrigin, demoPortalUrl } from '../../tools/portal/addresses';

/** The system that most files of journeys share: whole, real, and never hurt. Who hurts one has one of their own. */
export interface SharedSystem extends OpenSystem {
  /** Its demo names this port and the next one; whoever tests the demo listens there. */
  readonly demoPort: number;
}

type Told = Omit<SharedSystem, 'nats'> & { readonly natsUrls: Readonly<Record<NatsUser, string>> };

const variable = 'REJOIN_TEST_SYSTEM';
const shared = globalThis as { rejoinTestSystem?: TestSystem };

/** Once in a run, however many kinds of tests want it. jest's workers inherit the environment in which it is told. */
export async function startSharedSystem(): Promise<void> {
  if (shared.rejoinTestSystem) return;
  const demoPort = await twoFreePorts();
  const system = await startSystem({
    routings: 2,
    environment: {
      config: { REJOIN_DEMO_PORTAL_URL: demoPortalUrl(demoPort) },
      'session-gateway': { REJOIN_DESK_FRAMED_BY: demoOrigin(demoPort) },
    },
  });
  shared.rejoinTestSystem = system;
  const told: Told = {
    gateways: system.gateways.map(({ url }) => ({ url })),
    config: { url: system.config.url },
    natsUrls: Object.fromEntries(
      natsUsers.map((user) => [user, system.nats.urlOf(user)]),
    ) as Told['natsUrls'],
    databases: { adminUrl: system.databases.adminUrl },
    demoKeyFile: system.demoKeyFile,
    demoPort,
  };
  process.env[variable] = JSON.stringify(told);
}

export async function stopSharedSystem(): Promise<void> {
  await shared.rejoinTestSystem?.stop();
  delete shared.rejoinTestSystem;
}

export function theSharedSystem(): SharedSystem {
  const told = process.env[variable];
  if (told === undefined)
    throw new Error('only *.e2e.spec.ts and *.browser.spec.ts have a system; see jest.config.js');
  const { natsUrls, ...doors } = JSON.parse(told) as Told;
  return { ...doors, nats: { urlOf: (user) => natsUrls[user] } };
}

/** Two in a row. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}
