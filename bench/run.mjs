// Installs the peers and a newer Node on the first run, and runs the benchmark with that Node: the newest
// peers need Node 22, and product and peers must run with the same version. The product's own lockfile does
// not contain them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const node = join(here, 'node_modules', 'node', 'bin', 'node');

if (!existsSync(node)) {
  console.log('bench: installing the peers and their Node (npm ci --prefix bench) ...');
  const npm = spawnSync('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund', '--loglevel', 'error'], {
    stdio: 'inherit',
  });
  if (npm.status !== 0) process.exit(1);
  if (!existsSync(node)) {
    console.error(
      'bench: npm did not run the install script of the package node, which brings the program: allow it.',
    );
    process.exit(1);
  }
}

const bench = spawn(
  node,
  [
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    join(here, 'main.ts'),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
