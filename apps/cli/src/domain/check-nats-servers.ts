import type { Explained } from '@rejoin/kernel';
import { ok, orOk, problem, skipped, warning, type Finding } from './finding';

/** A nats-server at an address of NATS_URL. */
export interface NatsServerState {
  readonly address: string;
  /** Why it cannot be used. */
  readonly failure?: Explained;
  readonly found?: {
    readonly name: string;
    readonly version: string;
    readonly isInCluster: boolean;
    /** What it and the servers that it is connected to answered at one moment. Undefined: it does not say. */
    readonly sees: readonly SeenServer[] | undefined;
  };
}

interface SeenServer {
  readonly name: string;
  readonly version: string;
  readonly clock: number;
}

type FoundServer = NatsServerState['found'] & object;

const largestClockDifferenceMs = 250;

/** Checks that all servers of NATS_URL are one cluster: that they answer, see each other, and are alike. */
export function checkNatsServers(states: readonly NatsServerState[]): readonly Finding[] {
  // Another check reports the only server.
  if (states.length === 1 && states[0]?.failure) return [];
  const found = states.flatMap((state) => (state.found ? [{ ...state.found, address: state.address }] : []));
  const seen = new Map(found.flatMap(({ sees = [] }) => sees.map((one) => [one.name, one] as const)));
  const findings = [
    ...states.flatMap(({ failure }) => (failure ? [gone(failure)] : [])),
    ...checkNames(found),
    ...checkRoutes(found),
    ...checkSize(states.length, seen.size),
  ];
  return [
    ...orOk(
      'nats.servers',
      findings,
      states.length === 1 ? 'one server' : `${states.length} servers are a cluster`,
    ),
    ...checkVersions([...seen.values()]),
    ...checkClocks(found),
  ];
}

function gone({ what, remedy }: Explained): Finding {
  return problem(
    'nats.servers',
    what,
    `${remedy} Do not stop another server of the cluster until this one is back.`,
  );
}

/** JetStream identifies the copies of a stream by the names of servers. */
function checkNames(found: readonly (FoundServer & { address: string })[]): Finding[] {
  return found
    .filter(({ name }, i) => found.findIndex((other) => other.name === name) < i)
    .map(({ name, address }) =>
      problem(
        'nats.servers',
        `${address} and another address of NATS_URL answer with the same server name, ${name}`,
        'Name each server once, and give each a server_name of its own: provision does with NATS_SERVERS.',
      ),
    );
}

function checkRoutes(found: readonly FoundServer[]): Finding[] {
  if (found.length < 2) return [];
  return found.flatMap(({ name, isInCluster, sees }) => {
    if (!isInCluster)
      return [
        problem(
          'nats.servers',
          `${name} is in no cluster`,
          'Start it with the configuration that provision writes for it with NATS_SERVERS.',
        ),
      ];
    if (!sees)
      return [
        skipped(
          'nats.servers',
          `${name} does not say which servers it is connected to`,
          'Some releases of nats-server stop reporting this after a reload of their configuration. Restart the server and run doctor again.',
        ),
      ];
    const missing = found.filter((other) => !sees.some((one) => one.name === other.name));
    if (missing.length === 0) return [];
    return [
      problem(
        'nats.servers',
        `${name} is not connected to ${missing.map((other) => other.name).join(', ')}`,
        'Look for "route" and "TLS" in the logs of both: port 6222, the password of the cluster, the certificates and their authority.',
      ),
    ];
  });
}

function checkSize(named: number, servers: number): Finding[] {
  if (servers > named)
    return [
      warning(
        'nats.servers',
        `NATS_URL names ${named} of ${servers} servers`,
        'Name all of them in NATS_URL of every service and of this command: a service can only switch to a server that it knows.',
      ),
    ];
  if (named !== 2) return [];
  return [
    warning(
      'nats.servers',
      'a cluster of 2 servers stops working when one of them is down',
      'Add a third one: docs/operators.md, "NATS as a cluster of three".',
    ),
  ];
}

function checkVersions(seen: readonly { name: string; version: string }[]): Finding[] {
  if (new Set(seen.map(({ version }) => version)).size < 2) return [];
  return [
    warning(
      'nats.version',
      `the servers have different versions: ${seen.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      'Finish the update, one server after the other, each when doctor reports no nats.copies.',
    ),
  ];
}

/**
 * The answers to one request differ by the clocks and by the delays of the network. The smallest difference has the shortest
 * delay.
 */
function checkClocks(found: readonly FoundServer[]): Finding[] {
  const spreads = found
    .filter(({ sees = [] }) => sees.length > 1)
    .map(({ sees = [] }) => {
      const clocks = sees.map(({ clock }) => clock);
      return Math.max(...clocks) - Math.min(...clocks);
    });
  if (spreads.length === 0) return [];
  const spread = Math.min(...spreads);
  if (spread <= largestClockDifferenceMs) return [ok('clock', `the servers of NATS: ${spread} ms apart`)];
  return [
    warning(
      'clock',
      `the clocks of the servers of NATS are ${spread} ms apart`,
      'Set the clocks of their hosts, for example by NTP. Only the validity of certificates and the time for which facts are kept depend on them.',
    ),
  ];
}
