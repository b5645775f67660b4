import type { ServiceName } from '@rejoin/contracts';
import type { ReaderLogins } from '@rejoin/kernel';
import {
  freePort,
  natsConfig,
  natsUrl,
  natsUsers,
  startNats,
  type NatsOptions,
  type NatsServer,
  type NatsUser,
} from '@rejoin/servers';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { theRun } from './run/run-environment';

/** A nats-server with JetStream for one test file. Its address stays the same through restarts. */
export interface TestNats {
  /** The URL with all rights. */
  readonly url: string;
  /** Returns the URL with the rights that this user has in a real system. */
  urlOf(user: NatsUser): string;
  readonly pid: number;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
  /** Starts the server again after it was stopped or killed. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Replaces all passwords, as after a configuration error, until {@link admitEverybody}. */
  refuseEverybody(): void;
  admitEverybody(): void;
  /** Gives these users other passwords, as an operator does, until {@link admitEverybody}. */
  setPasswords(changed: Partial<Record<NatsUser, string>>): void;
  /** Replaces the logins of readers, as an operator does, until {@link admitEverybody}. */
  setReaders(readers: ReaderLogins): void;
  /** Withdraws the service's right to subscribe, until {@link admitEverybody}. */
  takeRights(service: ServiceName): void;
  /** Restarts the server with all data of JetStream deleted. */
  wipe(): Promise<void>;
  /** Stops the server, copies the data of JetStream and starts it again. */
  keepCopy(): Promise<void>;
  /** Restarts the server with the data of the last {@link keepCopy}. */
  rollBack(): Promise<void>;
}

const passwordsOf = (password: string) =>
  Object.fromEntries(natsUsers.map((user) => [user, password])) as Record<NatsUser, string>;
const passwords = passwordsOf('test');

/**
 * Starts a nats-server. `readers` are the passwords of systems that only read. With `clientTls`, clients use `tls://` instead of the
 * scheme of the URLs.
 */
export async function startTestNats({
  readers = {},
  clientTls,
}: Pick<NatsOptions, 'readers' | 'clientTls'> = {}): Promise<TestNats> {
  const { folder, nats: binary } = theRun();
  const storeDir = mkdtempSync(join(folder, 'nats-'));
  const options = {
    storeDir,
    port: await freePort(),
    passwords,
    readers,
    binary,
    logFile: `${storeDir}.log`,
    ...(clientTls === undefined ? {} : { clientTls }),
  };
  const [data, copy] = [join(storeDir, 'jetstream'), join(storeDir, 'copy')];
  let server: NatsServer | undefined = await startNats(options);

  const stop = async () => {
    await server?.stop();
    server = undefined;
  };
  const start = async () => {
    server ??= await startNats(options);
  };
  const reload = (changed: typeof passwords, edit = (config: string) => config) => {
    configure(edit(natsConfig({ ...options, passwords: changed })));
  };
  const configure = (config: string) => {
    writeFileSync(join(storeDir, 'nats.conf'), config, { mode: 0o600 });
    server?.kill('SIGHUP');
  };
  return {
    url: natsUrl(options, 'operator', passwords.operator),
    urlOf: (user) => natsUrl(options, user, passwords[user]),
    get pid() {
      if (!server) throw new Error('this nats-server was stopped');
      return server.pid;
    },
    async kill(signal) {
      server?.kill(signal);
      await server?.ended;
      server = undefined;
    },
    stop,
    start,
    async restart() {
      await stop();
      await start();
    },
    refuseEverybody: () => reload(passwordsOf('other')),
    admitEverybody: () => reload(passwords),
    setPasswords: (changed) => reload({ ...passwords, ...changed }),
    setReaders: (changed) => configure(natsConfig({ ...options, readers: changed })),
    takeRights: (service) =>
      reload(passwords, (config) => config.replaceAll(`"rejoin.rpc.${service}.*"`, '"rejoin.rpc.none"')),
    async wipe() {
      await stop();
      rmSync(data, { recursive: true, force: true });
      await start();
    },
    async keepCopy() {
      await stop();
      rmSync(copy, { recursive: true, force: true });
      cpSync(data, copy, { recursive: true });
      await start();
    },
    async rollBack() {
      await stop();
      rmSync(data, { recursive: true, force: true });
      cpSync(copy, data, { recursive: true });
      await start();
    },
  };
}
