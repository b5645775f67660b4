import type { ServiceName } from '@rejoin/contracts';
import { explain, secretLines } from '@rejoin/kernel';
import { databaseOf, roleOf, serviceNames, urlOf } from '@rejoin/servers';
import { orOk, problem, warning, type Finding } from '../domain/finding';
import { reading } from '../store/reading';
import { provisionAgain } from './examine-nats';

const check = 'postgres.passwords';

/** Signs in at Postgres as each service, with the passwords of the secrets folder (one on each line, the newest first). */
export async function examinePasswords(
  url: string,
  secrets: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const known = serviceNames.flatMap((service) => {
    const text = secrets[`${service.replaceAll('-', '_').toUpperCase()}_DATABASE_PASSWORD`];
    return text ? [{ service, passwords: secretLines(text) }] : [];
  });
  // The check of the secrets reports that they are not known.
  if (known.length === 0) return [];
  const findings = await Promise.all(
    known.map(({ service, passwords }) => examineService(url, service, passwords)),
  );
  return orOk(check, findings.flat(), `Postgres accepts the newest passwords of ${known.length} services`);
}

async function examineService(url: string, service: ServiceName, passwords: readonly string[]) {
  const [newest = '', ...older] = passwords;
  const failed = await failureOf(url, service, newest);
  if (failed === undefined) return [];
  for (const password of older)
    if ((await failureOf(url, service, password)) === undefined)
      return [warning(check, `Postgres still has the old password of ${service}`, provisionAgain)];
  return [problem(check, explain(`Postgres as ${service}`, failed).what, provisionAgain)];
}

async function failureOf(url: string, service: ServiceName, password: string): Promise<unknown> {
  const user = roleOf(databaseOf(url), service);
  try {
    await reading(urlOf(url, { user, password }), () => Promise.resolve());
    return undefined;
  } catch (error) {
    return error;
  }
}
