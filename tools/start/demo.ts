import { startProgram, until, type ProgramProcess, type SystemPlan } from '@rejoin/servers';
import { seedSystem, theDemo } from '../../apps/cli/src/use-cases/seed-system';
import { demoPortalUrl } from '../portal/addresses';
import { makeReader } from '../portal/reader';
import type { ServicePorts } from './ports';
import { progress } from './say';
import { demoReader, type Nats } from './servers';

/**
 * Creates what the demo needs and the system does not have. Returns when the gateways can show it. A system that people have
 * changed also works without, such as when the demo's administrator has another password.
 */
export async function fillWithDemo(
  { portal, config }: ServicePorts,
  { secrets, endpoints }: SystemPlan,
  keyFile: string,
  gatewaysReady: Promise<unknown>,
): Promise<void> {
  const portalUrl = demoPortalUrl(portal);
  const terms = { configUrl: `http://127.0.0.1:${config}`, setupToken: secrets.setupToken, force: true };
  try {
    const done = await seedSystem(await theDemo(portalUrl, keyFile), terms);
    progress('demo: its settings and accounts are there');
    if (!done.some(({ section, action }) => section === 'widgets' && action === 'create')) return;
  } catch (error) {
    progress(`the data of the demo were not completed: ${(error as Error).message}`);
    return;
  }
  await gatewaysReady;
  const headers = { Origin: new URL(portalUrl).origin };
  for (const url of endpoints)
    await until('the demo is served', () =>
      fetch(`${url}/v1/widgets/demo`, { headers }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
}

/** Starts the demo's server. Its durable consumers are created again each time. */
export async function launchPortal(
  ports: ServicePorts,
  plan: SystemPlan,
  nats: Nats,
  keyFile: string,
  logFile: string,
): Promise<ProgramProcess> {
  let refused: unknown;
  const madeReader = () =>
    makeReader(nats.adminUrl, demoReader).then(
      () => true,
      (error: unknown) => {
        refused = error;
        return false;
      },
    );
  await until('the demo may read facts', madeReader).catch(() => {
    throw refused;
  });
  const environment = {
    PORT: String(ports.portal),
    NATS_URL: nats.readerUrl,
    REJOIN_PORTAL_READER: demoReader,
    REJOIN_GATEWAYS: plan.endpoints.join(','),
    REJOIN_CONFIG_URL: `http://127.0.0.1:${ports.config}`,
    REJOIN_DEMO_KEY_FILE: keyFile,
  };
  return startProgram(
    'portal',
    'tools/portal/main.js',
    { port: ports.portal, opsPort: ports.portal },
    { logFile, environment },
  );
}
