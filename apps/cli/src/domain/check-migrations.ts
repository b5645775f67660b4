import { orOk, problem, warning, type Finding } from './finding';

/** The migrations of one service: those that its release has, and those that its schema records. */
export interface Migrations {
  readonly service: string;
  readonly expected: readonly string[];
  /** Undefined: there is no schema, or no service has started on it. */
  readonly applied: readonly string[] | undefined;
}

/** Checks that each schema has exactly the migrations of this release. */
export function checkMigrations(services: readonly Migrations[]): readonly Finding[] {
  const findings = services.flatMap(({ service, expected, applied }) => {
    if (applied === undefined)
      return [
        problem(
          'postgres.migrations',
          `${service} has no tables`,
          `Start ${service}: it creates them. Without a schema, run provision first.`,
        ),
      ];
    const pending = expected.filter((name) => !applied.includes(name));
    const unknown = applied.filter((name) => !expected.includes(name));
    return [
      ...(pending.length === 0
        ? []
        : [
            problem(
              'postgres.migrations',
              `${service} has not applied ${pending.join(', ')}`,
              `Start ${service} of this release again: it applies all of them or none, so an interrupted migration has changed nothing.`,
            ),
          ]),
      ...(unknown.length === 0
        ? []
        : [
            warning(
              'postgres.migrations',
              `${service} has applied ${unknown.join(', ')}, which this release does not know`,
              'A newer release has started on this database: finish the update, and use the command of that release.',
            ),
          ]),
    ];
  });
  return orOk('postgres.migrations', findings, `the tables of ${services.length} services are up to date`);
}
