import type { NatsBinary } from '../../../servers/src';

/** The servers and the folder of a test run. */
export interface RunEnvironment {
  /** The folder for data, which is removed after the run. */
  readonly folder: string;
  readonly postgresUrl: string;
  readonly nats: NatsBinary;
}

const variable = 'REJOIN_TEST_RUN';

/** Passes the run to jest's workers, which inherit the environment of this process. */
export function tellWorkers(run: RunEnvironment): void {
  process.env[variable] = JSON.stringify(run);
}

export function theRun(): RunEnvironment {
  const json = process.env[variable];
  if (json === undefined)
    throw new Error('only *.int.spec.ts and *.e2e.spec.ts have servers; see jest.config.js');
  return JSON.parse(json) as RunEnvironment;
}

const browserVariable = 'REJOIN_TEST_BROWSER';

const chromiumVariable = 'REJOIN_TEST_CHROMIUM';

/** Passes the address of the run's browser and the path of a whole Chromium to the workers. */
export function tellBrowser(address: string, chromium: string): void {
  process.env[browserVariable] = address;
  process.env[chromiumVariable] = chromium;
}

/** The path of a whole Chromium. Empty if there is none. */
export function theWholeChromium(): string {
  return process.env[chromiumVariable] ?? '';
}

/** The address of the run's browser. Empty if there is none. */
export function theBrowser(): string {
  return process.env[browserVariable] ?? '';
}
