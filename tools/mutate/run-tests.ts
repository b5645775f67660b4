import { spawnSync } from 'node:child_process';
import type { Mutation } from './mutations';

const jest = ['node_modules/jest/bin/jest.js', '--config', 'tools/mutate/jest.config.js'];
const options = ['--bail', '--silent', '--passWithNoTests', '--findRelatedTests'];

/** Runs the tests that import the mutated file, and returns the name of one that fails; undefined when all pass. */
export function failingTest(root: string, mutation: Mutation): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, [...jest, ...options, mutation.file], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, REJOIN_MUTATION: JSON.stringify(mutation) },
    maxBuffer: 1 << 28,
  });
  if (status === 0) return undefined;
  // jest exits at the first file that fails, before it would write its results as JSON.
  const [, file] = /^FAIL \w+ (\S+)/m.exec(stderr) ?? [];
  const [, test] = /^ {2}● (?!Console)(.+)$/m.exec(stderr.slice(stderr.indexOf(`FAIL`))) ?? [];
  if (file === undefined || test === undefined) throw new Error(stderr);
  return `${file}: ${test}`;
}
