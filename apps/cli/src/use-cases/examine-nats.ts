import { explain, natsAddresses, secretLines } from '@rejoin/kernel';
import { followed, integratorDurable, streamOf, type ServiceName } from '@rejoin/contracts';
import { OperatorConnection } from '@rejoin/messaging';
import { checkRoom } from '../domain/check-disk';
import { checkStreams } from '../domain/check-streams';
import { checkVersion } from '../domain/check-versions';
import { ok, orOk, problem, skipped, warning, type Finding } from '../domain/finding';

const services = Object.keys(followed) as ServiceName[];

/** Examines NATS as the user `operator`. */
export async function examineNats(url: string, readers: readonly string[]): Promise<readonly Finding[]> {
  const nats = await OperatorConnection.open(url);
  try {
    const version = checkVersion('nats.version', 'nats', nats.serverVersion);
    const jetStream = await nats.jetStream();
    if (jetStream === 'no leader')
      return [
        version,
        problem(
          'nats.leader',
          'the cluster has no leader, so that streams take nothing',
          'Start the servers that are gone: more than half of them must be connected to each other. Nothing is lost.',
        ),
      ];
    if (jetStream === 'off')
      return [
        version,
        problem(
          'nats.jetstream',
          'JetStream is switched off',
          'Use the configuration that provision writes (NATS_CONFIG_FILE), or add jetstream {} and restart NATS; the services then create their streams.',
        ),
      ];
    const streams = await Promise.all(
      services.map(async (service) => ({ service, found: await nats.stream(service) })),
    );
    const servers = nats.isInCluster ? ((await nats.servers())?.length ?? 1) : 1;
    const { storedBytes, storageLimit } = jetStream;
    return [
      version,
      ok('nats.jetstream', `JetStream stores ${(storedBytes / 1e6).toFixed(1)} MB`),
      ...(storageLimit > 0 ? [checkRoom('JetStream', storageLimit - storedBytes, storageLimit)] : []),
      ...checkStreams(streams, readers, Math.max(servers, natsAddresses(url).length)),
    ];
  } finally {
    await nats.close();
  }
}

/** What a user of NATS must be able to send, and what not. All are requests that change nothing. */
function probesOf(user: string): { mustBe: readonly string[]; mustNotBe: readonly string[] } {
  const readable = services.map((service) => `STREAM.INFO.${streamOf(service)}`);
  if (user === 'operator') return { mustBe: ['$JS.API.STREAM.NAMES'], mustNotBe: [] };
  // A request to list everything belongs to the operator.
  const mustNotBe = ['$JS.API.STREAM.NAMES'];
  return user in followed
    ? { mustBe: [...readable.map((one) => `$JS.API.${one}`), '$JS.API.INFO'], mustNotBe }
    : { mustBe: readable.map((one) => `REJOIN.API.${one}`), mustNotBe };
}

/** Connects as each user with its password (one on each line, the newest first), and tries the limits of its rights. */
export async function examineNatsUsers(
  url: string,
  passwords: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const users = Object.entries(passwords);
  if (users.length === 0)
    return [
      skipped(
        'nats.rights',
        'the passwords of the users are not known',
        'Set REJOIN_SECRETS to the folder with the secrets.',
      ),
    ];
  const servers = natsAddresses(url);
  const findings = await Promise.all(
    servers.flatMap((server) =>
      users.map(([user, password]) => examineUser(server, user, password, servers.length > 1)),
    ),
  );
  return orOk('nats.rights', findings.flat(), `${users.length} users of NATS have their rights`);
}

async function examineUser(
  server: URL,
  user: string,
  passwords: string,
  isInCluster: boolean,
): Promise<Finding[]> {
  const [newest = '', ...older] = secretLines(passwords);
  const findings = await examineWith(server, user, newest, isInCluster);
  if (findings.length === 0) return [];
  for (const password of older)
    if ((await examineWith(server, user, password, isInCluster)).length === 0)
      return [warning('nats.rights', `NATS still has the old password of ${user}`, provisionAgain)];
  return findings;
}

/** In a cluster, each server has rights of its own, and another check reports those that do not answer. */
async function examineWith(
  server: URL,
  user: string,
  password: string,
  isInCluster: boolean,
): Promise<Finding[]> {
  const remedy =
    'Let provision write the configuration again, and restart NATS: docs/operators.md, "Readers of facts".';
  const as = new URL(server);
  as.username = user;
  as.password = encodeURIComponent(password);
  const at = isInCluster ? ` at ${as.host}` : '';
  let nats: OperatorConnection;
  try {
    nats = await OperatorConnection.open(as.href);
  } catch (error) {
    const isRefused = error instanceof Error && /authorization/i.test(error.message);
    if (isInCluster && !isRefused) return [];
    return [problem('nats.rights', explain(`NATS${at} as ${user}`, error).what, remedy)];
  }
  try {
    const { mustBe, mustNotBe } = probesOf(user);
    const tries = await Promise.all(
      [...mustBe, ...mustNotBe].map(async (subject) => [subject, await nats.tryToSend(subject)] as const),
    );
    return tries.flatMap(([subject, outcome]) => {
      if (outcome === 'refused' && mustBe.includes(subject))
        return [problem('nats.rights', `${user} may not send ${subject}${at}`, remedy)];
      if (outcome === 'answered' && mustNotBe.includes(subject))
        return [problem('nats.rights', `${user} may send ${subject}${at}, which is the operator's`, remedy)];
      return [];
    });
  } catch (error) {
    return [problem('nats.rights', explain(`NATS${at} as ${user}`, error).what, remedy)];
  } finally {
    await nats.close();
  }
}

/** The remedy when a server does not have the newest password yet. */
export const provisionAgain =
  'docker compose run --rm provision, and let NATS read its configuration: docs/operators.md, "Changing secrets".';

/** The users whose passwords a secrets folder has. */
export const natsUserNames: readonly string[] = [...services, 'operator', integratorDurable];
