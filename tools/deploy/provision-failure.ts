import { explain } from '@rejoin/kernel';

/** Says in one sentence why provision could not do its work, and what to do. */
export function provisionFailure(error: unknown, adminUrl: string | undefined): string {
  const { code, message, path } = error as { code?: unknown; message?: string; path?: unknown };
  const isOfFile = typeof path === 'string';
  const isOfPostgres = !isOfFile && (code !== undefined || /timeout/i.test(message ?? ''));
  if (!isOfPostgres) return message ?? String(error);
  const server = `Postgres at ${adminUrl && URL.canParse(adminUrl) ? new URL(adminUrl).host : 'ADMIN_URL'}`;
  const { what, remedy } = explain(server, error);
  if (code === '42501')
    return `${server}: ${message}. Use a role for ADMIN_URL that may create roles and databases.`;
  if (code === '28P01')
    return `${what}. Put the POSTGRES_PASSWORD back with which its data were made; only a new volume takes another one.`;
  return `${what}. ${remedy}`;
}
