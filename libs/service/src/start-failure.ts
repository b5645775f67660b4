import { followed, type ServiceName } from '@rejoin/contracts';
import { natsAddresses, tooOld } from '@rejoin/kernel';
import { sqlState, type Sql } from '@rejoin/persistence';
import { EnvironmentError } from './environment';
import { currentSchema, serverVersion } from './store/server';

/** EX_CONFIG of sysexits.h: a start with the same settings would fail again. */
const wrongSettings = 78;
const serviceNames = Object.keys(followed) as ServiceName[];

/** Why a server cannot listen at HOST and its ports. */
const notListening: Readonly<Record<string, (where: { port?: number; address?: string }) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Another process uses the port ${port}. End it, or set PORT and OPS_PORT to others.`,
  EADDRNOTAVAIL: ({ address }) =>
    `This machine does not have the address ${address}. Set HOST to one that it has, or to 0.0.0.0 for all of them.`,
  EACCES: ({ port }) =>
    `This process may not listen at the port ${port}. Set PORT and OPS_PORT to ports above 1023.`,
};

interface ListenError extends Error {
  readonly code?: string;
  readonly syscall?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly address?: string;
}

/** Throws when this Postgres is older than the oldest one that works. */
export async function assertSupported(sql: Sql): Promise<void> {
  const wrong = tooOld('postgres', await serverVersion(sql));
  if (wrong) throw new EnvironmentError(`${wrong.what}. ${wrong.remedy}`);
}

/** Throws when the role of DATABASE_URL is that of another service, whose tables this one would change. */
export async function assertOwnSchema(service: ServiceName, sql: Sql): Promise<void> {
  const schema = await currentSchema(sql);
  const owner = serviceNames.find((name) => name.replaceAll('-', '_') === schema);
  if (owner === undefined || owner === service) return;
  throw new EnvironmentError(
    `DATABASE_URL names the role of ${owner}, and this is ${service}. Use the role of this service; nothing was changed.`,
  );
}

/** Throws when the user of NATS_URL is that of another service, whose rights this one would have. */
export function assertOwnUser(service: ServiceName, natsUrl: string): void {
  const user = decodeURIComponent(natsAddresses(natsUrl)[0]?.username ?? '');
  if (user === service || !serviceNames.some((name) => name === user)) return;
  throw new EnvironmentError(
    `NATS_URL names the user of ${user}, and this is ${service}. Use the user of this service; nothing was changed.`,
  );
}

/** Says why a service cannot start. What an operator can mend is a sentence and its remedy, without a stack trace. */
export function startFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof EnvironmentError) return { text: error.message, exitCode: wrongSettings };
  const { code = '', message, stack, ...where } = error as ListenError;
  const text = where.syscall === 'listen' ? notListening[code]?.(where) : undefined;
  if (text !== undefined) return { text, exitCode: 1 };
  if (where.syscall === 'getaddrinfo')
    return { text: `The host name ${where.hostname} is not known. Correct HOST.`, exitCode: 1 };
  if (['3F000', '42501'].includes(sqlState(error) ?? ''))
    return {
      text: `Postgres refuses the role of this service: ${message}. Run provision: it makes schemas, roles and rights, and changes no data.`,
      exitCode: wrongSettings,
    };
  return { text: String(stack), exitCode: 1 };
}
