import 'reflect-metadata';
import type { ServiceName } from '@rejoin/contracts';
import { openMoreListeners, sharedAddress } from './more-listeners';
import { Bus, NatsStrategy, openTimeline, Outbox, OutboxRelay, type Timeline } from '@rejoin/messaging';
import { newId } from '@rejoin/kernel';
import { instruments, startTracing, type FinishedOperation } from '@rejoin/tracing';
import { Database, DatabaseTime, type Schema } from '@rejoin/persistence';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics } from 'prom-client';
import type { z } from 'zod';
import { watchClock } from './clock-difference';
import { DependencyProbe } from './dependency-probe';
import { assertEnvironment, readServiceEnvironment, type ServiceEnvironment } from './environment';
import { listeningAt, openHttpServer, type HttpServer } from './http-server';
import { handleAsOperations } from './http-operations';
import { ServiceLog } from './log';
import { openOpsServer } from './ops-server';
import { PostgresAlarm } from './postgres-alarm';
import { ProblemFilter } from './problem';
import { collectServiceFigures } from './service-figures';
import { releaseMemoryOfStart } from './release-memory';
import { serviceSchema } from './service-schema';
import { Clockwork } from './clockwork';
import { ServiceModule, type Parts } from './service.module';
import { assertOwnSchema, assertOwnUser, assertSupported, startFailure } from './start-failure';
import { untilReachable } from './until-reachable';
import { Vitals } from './vitals';

/** In ms. With the usual 10 ms, monitoring the event loop would be most of the work of an idle process. */
const eventLoopMonitoringPrecision = 500;

export interface RunningService {
  /** The address of the HTTP server, such as `http://127.0.0.1:4102`. */
  url: string;
  /** The address of health and figures, such as `http://127.0.0.1:4109`. */
  opsUrl: string;
  parts: Parts;
  app: NestFastifyApplication;
  stop(): Promise<void>;
}

/**
 * Starts a service and runs it until SIGTERM or SIGINT. A wrong environment exits with 78 and the reasons, before anything is
 * connected: also what is wrong for `environments`, the variables of this service alone.
 */
export async function runService(
  service: ServiceName,
  module: Type,
  schema: Schema,
  environments: readonly z.ZodType[] = [],
): Promise<void> {
  try {
    assertEnvironment(environments);
    collectDefaultMetrics({ eventLoopMonitoringPrecision });
    const running = await startService(
      service,
      module,
      schema,
      readServiceEnvironment(),
      endForOtherDatabase,
    );
    const { log } = running.parts;
    collectServiceFigures(running.parts.database, new DependencyProbe(running.parts));
    const stopTracing = await startTracing({
      service,
      onFailure: (reason) => log.warn({ reason }, 'traces could not be exported'),
    });
    if (log.isDebug) instruments.onOperation = (done) => log.debug(fieldsOf(done), 'handled');
    releaseMemoryOfStart();
    const stop = (): void => {
      setTimeout(() => process.exit(1), 15_000).unref();
      void running
        .stop()
        .then(stopTracing)
        .then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    const { text, exitCode } = startFailure(error);
    process.stderr.write(`${text}\n`);
    process.exit(exitCode);
  }
}

/**
 * Ends the process, to be started again by what keeps it running (docker, Kubernetes, `npm start`). What it remembers is of
 * another history, and it runs no statement any more. Its sockets are not drained, because their connections are unknown to
 * the database; clients reconnect.
 */
function endForOtherDatabase(): void {
  process.stderr.write(
    'the database was restored, or is that of a promoted standby; this process starts anew\n',
  );
  process.exit(75);
}

/** What the log says of an operation. Its error, if it matters, has a line of its own. */
function fieldsOf({ name, ms, error }: FinishedOperation): object {
  return { operation: name, ms: Math.round(ms), ...(error === undefined ? {} : { failed: true }) };
}

/** Starts a service in this process: waits for Postgres, migrates, and connects to NATS in the background. */
export async function startService(
  service: ServiceName,
  module: Type,
  schema: Schema,
  environment: ServiceEnvironment,
  onOtherDatabase: () => void = () => undefined,
): Promise<RunningService> {
  assertOwnUser(service, environment.NATS_URL);
  const log = new ServiceLog(service, environment.REJOIN_LOG_LEVEL);
  const alarm = new PostgresAlarm(log);
  const { database, time, timeline } = await untilReachable(
    () => openMigrated(service, environment, serviceSchema(schema), { alarm, log, onOtherDatabase }),
    log,
    `Postgres at ${new URL(environment.DATABASE_URL).host}`,
  );
  const { NATS_URL: url, NATS_PASSWORD: password } = environment;
  const bus = new Bus({ url, password, name: service, log });
  const outbox = new Outbox();
  const stream = { replicas: environment.NATS_STREAM_REPLICAS, readers: environment.NATS_READERS ?? [] };
  const relay = new OutboxRelay({ database, bus, service, log, stream, timeline }, outbox);
  const parts: Parts = { database, time, timeline, bus, outbox, relay, log };

  const app = await openHttp(service, module, parts, environment).catch(async (error: unknown) => {
    await closeParts(parts);
    throw error;
  });
  // This opens last, so that readiness can be checked only once the service is ready.
  const vitals = new Vitals(app.get(Clockwork), app.getHttpServer());
  const ops = await openOpsServer(parts, vitals, environment.HOST, environment.OPS_PORT ?? 0).catch(
    async (error: unknown) => {
      await app.close();
      await closeParts(parts);
      throw error;
    },
  );
  const [address, opsUrl] = [await urlOf(app), await urlOf(ops)];
  const stopWatching = watchClock(time, log);
  log.info({ address, operations: opsUrl }, 'listening');
  return {
    url: address,
    opsUrl,
    parts,
    app,
    async stop() {
      stopWatching();
      await ops.close();
      await app.close();
      await closeParts(parts);
    },
  };
}

async function urlOf(app: NestFastifyApplication): Promise<string> {
  return (await app.getUrl()).replace('[::1]', '127.0.0.1');
}

async function openHttp(
  service: ServiceName,
  module: Type,
  parts: Parts,
  environment: ServiceEnvironment,
): Promise<NestFastifyApplication> {
  const { HOST: host, PORT: port, REJOIN_TRUST_PROXY: balancers = [] } = environment;
  const server = openHttpServer(balancers, environment.REJOIN_REQUEST_SECONDS);
  handleAsOperations(server.adapter.getInstance());
  server.addresses.onUntrusted((peer) =>
    parts.log.warn(
      { peer },
      'a peer forwards requests for others and is not trusted: limits count all of them as one address. If it is your balancer, name it in REJOIN_TRUST_PROXY',
    ),
  );
  const app = await createApp(service, module, parts, server);
  await app.startAllMicroservices();
  const address = await sharedAddress(listeningAt(port, host));
  await app.listen(address);
  await openMoreListeners(app.getHttpServer(), address);
  return app;
}

async function closeParts({ relay, bus, database }: Parts): Promise<void> {
  await relay.stop();
  await bus.close();
  await database.close();
}

async function createApp(
  service: ServiceName,
  module: Type,
  parts: Parts,
  { adapter, addresses }: HttpServer,
): Promise<NestFastifyApplication> {
  @Module({ imports: [ServiceModule.of(parts, addresses), module] })
  class Root {}
  const app = await NestFactory.create<NestFastifyApplication>(Root, adapter, {
    logger: parts.log,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(parts.log));
  const strategy = new NatsStrategy({ ...parts, service });
  app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  return app;
}

interface Opened {
  readonly database: Database;
  /** The database's clock, measured when the database was opened. */
  readonly time: DatabaseTime;
  readonly timeline: Timeline;
}

/** Connects to Postgres and migrates. */
async function openMigrated(
  service: ServiceName,
  { DATABASE_URL: url, DATABASE_PASSWORD: password }: ServiceEnvironment,
  schema: Schema,
  { alarm, log, onOtherDatabase }: { alarm: PostgresAlarm; log: ServiceLog; onOtherDatabase: () => void },
): Promise<Opened> {
  // The name identifies this process, so that others find the sessions that it has left if it froze.
  const database = await Database.open({
    url,
    password,
    applicationName: `rejoin-${service}-${newId()}`,
    schema,
    onTrouble: (error) => alarm.failed(error),
    onOtherDatabase,
  });
  try {
    await assertSupported(database);
    await assertOwnSchema(service, database);
    await database.migrations.run();
    const time = new DatabaseTime(database);
    await time.measure();
    const { timeline, isOther } = await openTimeline(database);
    if (isOther)
      log.warn(
        { timeline: timeline.id },
        'the database was restored, or is that of a promoted standby: facts are published again, and clients and readers read everything again',
      );
    return { database, time, timeline };
  } catch (error) {
    await database.close();
    throw error;
  }
}
