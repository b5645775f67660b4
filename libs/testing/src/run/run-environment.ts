import type { NatsBinary } from '../../../servers/src';

/** What a test file needs to know of the run it belongs to. */
export interface RunEnvironment {
  /** For data; removed after the run. */
  readonly folder: string;
  readonly postgresUrl: string;
  readonly nats: NatsBinary;
}

const variable = 'REJOIN_TEST_RUN';

/** jest's workers inherit the environment of the process that starts them. */
export function tellWorkers(run: RunEnvironment): void {
  process.env[variable] = JSON.stringify(run);
}

export function theRun(): RunEnvironment {
  const told = process.env[variable];
  if (told === undefined)
    throw new Error('only *.int.spec.ts and *.e2e.spec.ts have servers; see jest.config.js');
  return JSON.parse(told) as RunEnvironment;
}

const browserVariable = 'REJOIN_TEST_BROWSER';

/** Where the run's browser listens. Empty: there is none. */
export function tellBrowser(address: string): void {
  process.env[browserVariable] = address;
}

export function theBrowser(): string {
  return process.env[browserVariable] ?? '';
}
