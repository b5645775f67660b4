import { startProgram, type ProgramProcess, type SystemPlan } from '@rejoin/servers';
import { makeReader } from '../portal/reader';
import type { ServicePorts } from './ports';
import { demoReader, type Nats } from './servers';

/** Starts the demo's server. Its durable consumers are created again each time. */
export async function launchPortal(
  ports: ServicePorts,
  plan: SystemPlan,
  nats: Nats,
  logFile: string,
): Promise<ProgramProcess> {
  await makeReader(nats.adminUrl, demoReader);
  const environment = {
    PORT: String(ports.portal),
    NATS_URL: nats.readerUrl,
    REJOIN_PORTAL_READER: demoReader,
    REJOIN_GATEWAYS: plan.endpoints.join(','),
    REJOIN_CONFIG_URL: `http://127.0.0.1:${ports.config}`,
    REJOIN_DEMO_KEY_FILE: plan.demo.keyFile,
  };
  return startProgram(
    'portal',
    'tools/portal/main.js',
    { port: ports.portal, opsPort: ports.portal },
    { logFile, environment },
  );
}
