import { tooOld } from '@rejoin/kernel';
import { ok, orOk, problem, warning, type Finding } from './finding';

const names = { node: 'Node', postgres: 'Postgres', nats: 'nats-server' } as const;

/** Compares the version of a server with the oldest one that works. */
export function checkVersion(check: string, of: keyof typeof names, version: string): Finding {
  const wrong = tooOld(of, version);
  return wrong ? problem(check, wrong.what, wrong.remedy) : ok(check, `${names[of]} ${version}`);
}

/** What one process answers about itself. */
export interface ServiceState {
  readonly address: string;
  /** Undefined: it does not answer. */
  readonly release: string | undefined;
  readonly isReady: boolean;
  readonly notReady: string;
  /** By how much the clock of its host is ahead of the database's; undefined if unknown. */
  readonly clockSeconds: number | undefined;
}

/** Checks that every process is ready and runs the release of this command. */
export function checkServices(services: readonly ServiceState[], own: string): readonly Finding[] {
  const notReady = services
    .filter(({ isReady }) => !isReady)
    .map(({ address, notReady: why }) =>
      problem(
        'services.ready',
        `${address} is not ready (${why})`,
        'Repair Postgres or NATS, which it needs; see its log for the reason.',
      ),
    );
  const releases = new Set(services.flatMap(({ release }) => release ?? []));
  const mixed =
    releases.size > 1 || (releases.size === 1 && !releases.has(own))
      ? [
          warning(
            'services.release',
            `these releases run: ${[...releases].sort().join(', ')}; this command is of ${own}`,
            'Finish the update: docs/operators.md, "A newer release". Releases that follow each other run together, and nothing is lost.',
          ),
        ]
      : [];
  return [
    ...orOk('services.ready', notReady, `${services.length} processes are ready`),
    ...orOk('services.release', mixed, `all processes run ${own}`),
  ];
}

const largestClockDifference = 0.25;

/** Checks the difference between a clock and the database's. `errorSeconds` is the uncertainty of the measurement. */
export function checkClock(host: string, aheadSeconds: number, errorSeconds: number): Finding {
  const rounded = Math.round(aheadSeconds * 1000);
  if (Math.abs(aheadSeconds) - errorSeconds <= largestClockDifference)
    return ok('clock', `${host}: ${rounded} ms ahead of Postgres`);
  return warning(
    'clock',
    `${host}: ${Math.abs(rounded)} ms ${rounded > 0 ? 'ahead of' : 'behind'} Postgres`,
    'Set the clock of the host, for example by NTP. No decision depends on it, but logs are hard to compare.',
  );
}
