import { setTimeout as pause } from 'node:timers/promises';
import { natsAddress } from '@rejoin/kernel';
import {
  databaseOf,
  findNats,
  findPostgres,
  freePort,
  natsGreeting,
  natsUrl,
  perService,
  provision,
  startNats,
  startPostgres,
  stopOrphanedNats,
  stopOrphanedPostgres,
  urlOf,
  type PerService,
  type SystemSecrets,
} from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DataFolder } from './data-folder';
import { Keeper } from './keeper';
import { serverPort } from './ports';
import { progress } from './say';
import { NatsCheck } from './works';

/** The URLs of a server for the services, and the server itself if we started it. */
export interface Server {
  readonly urls: PerService<string>;
  /** The URL with all rights, for tools on this machine. */
  readonly adminUrl: string;
  readonly keeper: { readonly name: string; readonly pid: number; stop(): Promise<void> } | undefined;
}

export interface Nats extends Server {
  /** The URL with the rights of a reader, for the durable consumers `demoReader`. */
  readonly readerUrl: string;
}

export const demoReader = 'demo-portal';
const reachableMs = 60_000;

export async function postgresServer(
  folder: DataFolder,
  secrets: SystemSecrets,
  given: string | undefined,
  onRestart: () => void,
): Promise<Server> {
  if (given !== undefined) {
    progress(`Postgres: using ${withoutPassword(given)}`);
    const urls = await patiently(() => provision(given, secrets.databases), 'Postgres');
    return { urls, adminUrl: urlOf(given, { database: databaseOf(given) }), keeper: undefined };
  }
  const dataDir = join(folder.path, 'postgres');
  const binaries = findPostgres(dataDir);
  await stopOrphanedPostgres(dataDir);
  const port = await serverPort(folder, 'postgres');
  const launch = () =>
    startPostgres({
      dataDir,
      port,
      password: secrets.postgres,
      durable: true,
      logFile: folder.logFile('postgres'),
      binaries,
    });
  const server = await launch();
  progress(`Postgres ${binaries.major}: 127.0.0.1:${port} (${binaries.bin})`);
  const urls = await provision(server.url, secrets.databases);
  const adminUrl = urlOf(server.url, { database: databaseOf(server.url) });
  return { urls, adminUrl, keeper: new Keeper('Postgres', server, launch, onRestart) };
}

export async function natsServer(
  folder: DataFolder,
  secrets: SystemSecrets,
  given: string | undefined,
  onRestart: () => void,
): Promise<Nats> {
  if (given !== undefined) {
    progress(`NATS: using ${withoutPassword(given)}`);
    await patiently(() => checkJetStream(given), 'NATS');
    return { urls: perService(() => given), adminUrl: given, readerUrl: given, keeper: undefined };
  }
  const binary = await findNats(progress);
  const storeDir = join(folder.path, 'nats');
  await stopOrphanedNats(storeDir);
  const port = await serverPort(folder, 'nats');
  const readers = { [demoReader]: newPassword() };
  const launch = async () => {
    const monitorPort = await freePort();
    const options = { storeDir, port, monitorPort, passwords: secrets.nats, readers, binary };
    return { ...(await startNats({ ...options, logFile: folder.logFile('nats') })), monitorPort };
  };
  const server = await launch();
  progress(`NATS ${binary.version}: 127.0.0.1:${port} (${binary.path})`);
  const adminUrl = natsUrl(server, 'operator', secrets.nats.operator);
  const check = new NatsCheck(adminUrl);
  return {
    urls: perService((service) => natsUrl(server, service, secrets.nats[service])),
    adminUrl,
    readerUrl: natsUrl(server, demoReader, readers[demoReader]),
    keeper: new Keeper('NATS', server, launch, onRestart, ({ monitorPort }) => check.works(monitorPort)),
  };
}

async function checkJetStream(url: string): Promise<void> {
  const { hostname, port } = new URL(natsAddress(url.split(',')[0] ?? url));
  const greeting = await natsGreeting(hostname, Number(port || 4222));
  if (greeting === undefined) throw new Error(`no nats-server answers at ${hostname}:${port || 4222}`);
  if (greeting.jetstream !== true)
    throw new Unfit(`the nats-server at ${hostname} has no JetStream (start it with -js)`);
}

/** An error that waiting does not fix. */
class Unfit extends Error {}

async function patiently<T>(attempt: () => Promise<T>, what: string): Promise<T> {
  const until = Date.now() + reachableMs;
  for (let said = false; ; said = true) {
    try {
      return await attempt();
    } catch (error) {
      const refused = /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|57P03)/.test(
        String((error as { code?: unknown }).code),
      );
      const waits = !(error instanceof Unfit) && (refused || what === 'NATS');
      if (!waits || Date.now() > until) throw error;
      if (!said) progress(`${what} does not answer yet; waiting`);
      await pause(500);
    }
  }
}

/** A password that is valid for this start only: the server gets it at each start. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':***@');
}
