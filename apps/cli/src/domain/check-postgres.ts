import { ok, orOk, problem, warning, type Finding } from './finding';

/** The state of the server. */
export function checkServer(server: {
  readonly isReadOnly: boolean;
  readonly fsync: string;
  readonly connections: number;
  readonly maxConnections: number;
}): readonly Finding[] {
  const { isReadOnly, fsync, connections, maxConnections } = server;
  return [
    isReadOnly
      ? problem(
          'postgres.writable',
          'Postgres accepts no writes: it is a standby',
          'Point DATABASE_URL at the primary, or promote this server.',
        )
      : ok('postgres.writable', 'Postgres accepts writes'),
    fsync === 'on'
      ? ok('postgres.fsync', 'commits reach the disk')
      : problem(
          'postgres.fsync',
          `fsync is ${fsync}: after a power failure, acknowledged messages are lost`,
          'Set fsync = on.',
        ),
    connections < maxConnections * 0.8
      ? ok('postgres.connections', `${connections} of ${maxConnections} connections are used`)
      : warning(
          'postgres.connections',
          `${connections} of ${maxConnections} connections are used`,
          'Raise max_connections: each process of a service uses at most twelve.',
        ),
  ];
}

/** Indexes that an interrupted build has left. */
export function checkIndexes(invalid: readonly string[]): readonly Finding[] {
  return orOk(
    'postgres.indexes',
    invalid.map((name) =>
      problem(
        'postgres.indexes',
        `the index ${name} is not valid: its build was interrupted or failed`,
        `REINDEX INDEX CONCURRENTLY ${name};`,
      ),
    ),
    'all indexes are valid',
  );
}

/** The rights of the role that each service has. */
export function checkRoles(
  services: readonly string[],
  roles: readonly {
    readonly schema: string;
    readonly role: string;
    readonly canLogIn: boolean;
    readonly isPowerful: boolean;
    readonly hasSearchPath: boolean;
    readonly foreign: readonly string[];
  }[],
): readonly Finding[] {
  const again = 'Run provision again: it sets the rights and changes no data.';
  const findings = services.flatMap((service) => {
    const found = roles.find(({ schema }) => schema === service.replaceAll('-', '_'));
    if (!found) return [problem('postgres.rights', `${service} has no schema`, again)];
    const { role, canLogIn, isPowerful, hasSearchPath, foreign } = found;
    return [
      ...(canLogIn ? [] : [problem('postgres.rights', `the role ${role} may not log in`, again)]),
      ...(hasSearchPath
        ? []
        : [problem('postgres.rights', `the role ${role} has no search_path to its schema`, again)]),
      ...(isPowerful
        ? [
            warning(
              'postgres.rights',
              `the role ${role} may do more than its service needs`,
              `ALTER ROLE ${role} NOSUPERUSER NOCREATEROLE NOCREATEDB;`,
            ),
          ]
        : foreign.map((schema) =>
            warning(
              'postgres.rights',
              `the role ${role} may use the schema ${schema} of another service`,
              `REVOKE ALL ON SCHEMA ${schema} FROM ${role};`,
            ),
          )),
    ];
  });
  return orOk('postgres.rights', findings, `${services.length} roles have the rights of their services`);
}

const longWaitSeconds = 60;

/** Facts that wait for NATS, and facts that are parked. */
export function checkBacklog(
  backlog: readonly {
    readonly schema: string;
    readonly unpublished: number;
    readonly oldestSeconds: number;
    readonly parked: number;
  }[],
): readonly Finding[] {
  return orOk(
    'facts',
    backlog.flatMap(({ schema, unpublished, oldestSeconds, parked }) => [
      ...(oldestSeconds < longWaitSeconds
        ? []
        : [
            problem(
              'facts',
              `${unpublished} facts of ${schema} wait for NATS, the oldest for ${oldestSeconds} s`,
              'Repair NATS, or start the service: they are published by themselves. docs/runbooks/RejoinFactsNotPublished.md',
            ),
          ]),
      ...(parked === 0
        ? []
        : [
            problem(
              'facts',
              `${schema} has parked ${parked} facts`,
              'rejoin facts parked shows the reasons. docs/runbooks/RejoinFactParked.md',
            ),
          ]),
    ]),
    'no fact waits or is parked',
  );
}
