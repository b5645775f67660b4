// Compiles TypeScript into dist/: what operators and `npm start` run. With `proofs` as the argument, it compiles the programs
// that test and measure the system into dist/proofs, with their own copy of all that they import.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './fingerprint.mjs';

/** `nest start` compiles the same. */
const { filenames, ignore } = JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8')).compilerOptions
  .builder.options;

export function runNode(...program) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function compile(folders, to, ignored) {
  const swc = 'node_modules/@swc/cli/bin/swc.js';
  runNode(swc, ...folders, '-d', to, '--config-file', '.swcrc', '--ignore', ignored.join(), '--quiet');
}

export const compileProduct = () => compile(filenames, 'dist', ignore);

const compileProofs = () =>
  compile([...filenames, 'bench/races', 'test/journeys', 'test/prove', 'test/story'], 'dist/proofs', [
    '**/*.spec.ts',
    'apps/web/**',
    'tools/build/**',
  ]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'proofs') compileProofs();
  else compileProduct();
}
