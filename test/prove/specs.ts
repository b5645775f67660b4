import { ended, spawnDependent } from '@rejoin/servers';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ours, removeFolder, scratchFolder } from './leftovers';

/** A run of jest that lasts longer has stopped making progress. */
const limitMs = 600_000;

/** A test of the repository and its result in one run. */
export interface TestResult {
  /** The path of its file. */
  readonly spec: string;
  readonly name: string;
  readonly holds: boolean;
  /** The beginning of its error. */
  readonly why: string;
}

export interface SpecsRun {
  /** A copy of the repository, or the repository. */
  readonly folder: string;
  /** Test files, below the folder. */
  readonly specs: readonly string[];
  /** Parts of the full names of the tests to run. All run when this is left out. */
  readonly tests?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/**
 * Runs tests of the repository and returns the result of each. Throws when jest could not run them: a test
 * that did not run says nothing about what it tests.
 */
export async function playSpecs({ folder, specs, tests, environment }: SpecsRun): Promise<TestResult[]> {
  const scratch = scratchFolder('specs');
  try {
    const output = join(scratch, 'report.json');
    const projects = [...new Set(specs.map(projectOf))];
    const named = tests ? ['--testNamePattern', tests.map(escaped).join('|')] : [];
    const child = ours(
      spawnDependent(
        process.execPath,
        [
          ...[
            join(folder, 'node_modules/jest/bin/jest.js'),
            ...specs,
            '--config',
            join(folder, 'jest.config.js'),
          ],
          // Without a safeguard a test may fail and leave a handle open, for which jest would wait forever.
          ...['--selectProjects', ...projects, '--forceExit', '--json', '--outputFile', output, ...named],
        ],
        {
          deathSignal: 'SIGTERM',
          cwd: folder,
          // The files of tests that are killed are removed with the folder.
          env: { ...process.env, TMPDIR: scratch, REJOIN_TEST_RETRIES: '0', ...environment },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      ),
    );
    let complaints = '';
    child.stderr?.on('data', (bytes: Buffer) => (complaints = (complaints + bytes.toString()).slice(-4_000)));
    const late = setTimeout(() => child.kill('SIGTERM'), limitMs);
    const how = await ended(child).finally(() => clearTimeout(late));
    if (!existsSync(output)) throw new Error(`jest: ${how}\n${complaints}`);
    return resultsOf(JSON.parse(readFileSync(output, 'utf8')) as JestReport);
  } finally {
    removeFolder(scratch);
  }
}

export function resultsOf({ testResults }: JestReport): TestResult[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    if (assertionResults.length === 0) throw new Error(`${name} did not run: ${message}`);
    return assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        spec: name,
        name: fullName,
        holds: status === 'passed',
        why: (failureMessages ?? []).join('\n').split('\n').slice(0, 3).join(' ').slice(0, 300),
      }));
  });
}

function projectOf(spec: string): string {
  return spec.endsWith('.int.spec.ts') ? 'int' : 'unit';
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
