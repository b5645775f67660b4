import { tooOld } from '@rejoin/kernel';
import { sqlState, type Sql } from '@rejoin/persistence';
import { EnvironmentError } from './environment';

/** EX_CONFIG of sysexits.h: a start with the same settings would fail again. */
const wrongSettings = 78;

/** Throws when this Postgres is older than the oldest one that works. */
export async function assertSupported(sql: Sql): Promise<void> {
  const [row] = await sql.query<{ version: string }>(`select current_setting('server_version') as version`);
  const wrong = tooOld('postgres', row?.version.split(' ')[0] ?? '');
  if (wrong) throw new EnvironmentError(`${wrong.what}. ${wrong.remedy}`);
}

/** Says why a service cannot start. What an operator can mend is a sentence and its remedy, without a stack trace. */
export function startFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof EnvironmentError) return { text: error.message, exitCode: wrongSettings };
  const { code, message, port, stack } = error as Error & { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return {
      text: `Another process uses the port ${port}. End it, or set PORT and OPS_PORT to others.`,
      exitCode: 1,
    };
  if (['3F000', '42501'].includes(sqlState(error) ?? ''))
    return {
      text: `Postgres refuses the role of this service: ${message}. Run provision: it makes schemas, roles and rights, and changes no data.`,
      exitCode: wrongSettings,
    };
  return { text: String(stack), exitCode: 1 };
}
