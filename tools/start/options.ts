import { serviceNames } from '@rejoin/servers';
import type { ServiceName } from '@rejoin/contracts';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** The first of twelve ports in a row: two gateways, config, routing, reconnection-timer, two for the demo, five for health. */
  readonly basePort: number;
  /** The URL of a role that may create roles. Undefined: start a Postgres. */
  readonly databaseUrl: string | undefined;
  /** The URL of a server with JetStream. Undefined: start a nats-server. */
  readonly natsUrl: string | undefined;
  readonly logLevel: string;
  /** The service of which one process is left out, because a developer starts it: see docs/contributing.md. */
  readonly without: ServiceName | undefined;
}

const defaultPort = 4100;

export const usage = `npm start -- [--port <number>] [--without <service>]

  --port <number>  the first of twelve ports in a row (default ${defaultPort}): two gateways, config,
                   routing, reconnection-timer, two for the demo, five for health and figures
  --without <service>
                   leave out one process of a service, to start it with nest start --watch

  DATABASE_URL=postgres://user:password@host:5432/database  use this Postgres (the user may create roles)
  NATS_URL=nats://user:password@host:4222                   use this nats-server (with JetStream)
  REJOIN_LOG_LEVEL=debug                                    more in .rejoin/logs`;

export function readOptions(args: string[], environment: NodeJS.ProcessEnv): StartOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: String(defaultPort) },
      without: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  const basePort = Number(values.port);
  if (!Number.isInteger(basePort) || basePort < 1 || basePort > 65_524) {
    throw new Error(`--port takes a number from 1 to 65524, not ${values.port}`);
  }
  const without = serviceNames.find((name) => name === values.without);
  if (without !== values.without) {
    throw new Error(`--without takes one of ${serviceNames.join(', ')}, not ${values.without}`);
  }
  return {
    basePort,
    without,
    databaseUrl: environment['DATABASE_URL'] || undefined,
    natsUrl: environment['NATS_URL'] || undefined,
    logLevel: environment['REJOIN_LOG_LEVEL'] ?? 'info',
  };
}
