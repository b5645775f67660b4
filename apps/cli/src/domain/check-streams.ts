import {
  durableOfFamily,
  durablesOf,
  followed,
  readingDurables,
  streamOf,
  webhookDurable,
  webhookStreams,
  type ServiceName,
} from '@rejoin/contracts';
import { orOk, problem, warning, type Finding } from './finding';

/** A stream as NATS has it. */
export interface StreamFound {
  readonly service: ServiceName;
  /** Undefined: the stream does not exist. */
  readonly found:
    | undefined
    | {
        readonly messages: number;
        readonly replicas: number;
        readonly currentReplicas: number;
        /** The servers whose copies have not everything. */
        readonly behind: readonly string[];
        readonly differences: readonly { setting: string; expected: unknown; actual: unknown }[];
        readonly durables: readonly { readonly name: string; readonly pending: number }[];
        /** The durables of a cluster that have no leader. */
        readonly leaderless: readonly string[];
      };
}

const producers = Object.keys(followed) as ServiceName[];

/**
 * The durables that a stream needs. Each group has alternatives: the durables of kinds, or the one of the whole family
 * while services of release 0.1.0 run.
 */
export function durablesNeeded(stream: ServiceName, readers: readonly string[]): readonly string[][][] {
  const ofServices = producers.flatMap((service) =>
    followed[service]
      .filter(({ family }) => family.producer === stream)
      .map((one) => [
        durablesOf(service, one).map(({ name }) => name),
        [durableOfFamily(service, one.family).name],
      ]),
  );
  return [...ofServices, ...readingDurables(readers).map((name) => [[name]])];
}

/**
 * Checks that each stream exists with the settings that its service gives it, with every durable, and with a copy on three of the
 * servers of a cluster.
 */
export function checkStreams(
  streams: readonly StreamFound[],
  readers: readonly string[],
  servers = 1,
): readonly Finding[] {
  return orOk(
    'nats.streams',
    streams.flatMap(({ service, found }) => {
      const name = streamOf(service);
      if (!found)
        return [
          problem(
            'nats.streams',
            `the stream ${name} does not exist`,
            `Start ${service}: it creates the stream and publishes the last seven days again.`,
          ),
        ];
      return [
        ...checkCopies(service, found, servers),
        ...found.differences.map(({ setting, expected, actual }) =>
          problem(
            'nats.streams',
            `${name} has ${setting} ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
            `Restart ${service}, which sets it; if it stays, rejoin facts rebuild ${service} --yes.`,
          ),
        ),
        ...checkLeaders(name, found.leaderless),
        ...checkDurables(service, [...found.durables.map((one) => one.name), ...found.leaderless], readers),
      ];
    }),
    `${streams.length} streams have their settings and durables`,
  );
}

const copiesOfACluster = 3;

/** Of a cluster of three, the next server may be stopped only when all copies are current. */
function checkCopies(
  service: ServiceName,
  { replicas, currentReplicas, behind }: StreamFound['found'] & object,
  servers: number,
): Finding[] {
  const name = streamOf(service);
  const tooFew = servers >= copiesOfACluster && replicas < copiesOfACluster;
  return [
    ...(tooFew
      ? [
          warning(
            'nats.copies',
            `${name} has ${replicas === 1 ? 'one copy' : `${replicas} copies`} in a cluster of ${servers} servers`,
            `Set NATS_STREAM_REPLICAS=3 for ${service} and restart it: it then makes the copies by itself.`,
          ),
        ]
      : []),
    ...(currentReplicas < replicas
      ? [
          warning(
            'nats.copies',
            `${currentReplicas} of the ${replicas} copies of ${name} are current` +
              (behind.length > 0 ? `, not that of ${behind.join(', ')}` : ''),
            'A server of NATS is gone or catches up. Stop no other server until this is over: nats server report jetstream.',
          ),
        ]
      : []),
  ];
}

function checkLeaders(stream: string, leaderless: readonly string[]): Finding[] {
  if (leaderless.length === 0) return [];
  return [
    problem(
      'nats.leader',
      `${stream} has durables without a leader, to which nothing is delivered: ${leaderless.join(', ')}`,
      'Start the servers of NATS that are gone. If none is, restart them one after another, each when doctor finds nothing else.',
    ),
  ];
}

function checkDurables(
  service: ServiceName,
  names: readonly string[],
  readers: readonly string[],
): Finding[] {
  const needed = durablesNeeded(service, readers);
  const missing = needed
    .filter((ways) => !ways.some((way) => way.every((name) => names.includes(name))))
    .map(([first = []]) => first.filter((name) => !names.includes(name)));
  // Config creates it with the first webhook.
  const forWebhooks = webhookStreams.includes(streamOf(service)) ? [webhookDurable] : [];
  const known = new Set([...needed.flat(2), ...forWebhooks]);
  return [
    ...missing.map((durables) =>
      problem(
        'nats.durables',
        `${streamOf(service)} has no durable ${durables.join(', ')}`,
        `Restart ${durables.some((name) => name.includes('--')) ? (durables[0]?.split('--')[0] ?? '') : service}, which creates it.`,
      ),
    ),
    ...names
      .filter((name) => !known.has(name))
      .map((name) =>
        warning(
          'nats.durables',
          `${streamOf(service)} has a durable ${name} that nothing here uses`,
          `If no reader uses it: nats consumer rm ${streamOf(service)} ${name}. If one does, name it in NATS_READERS.`,
        ),
      ),
  ];
}
