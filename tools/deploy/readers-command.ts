import '@rejoin/service/source-maps';
import { integratorDurable } from '@rejoin/contracts';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { manageReaders, readerActs, readReaders } from './manage-readers';

const usage = `npm run readers -- [list | add | rotate | end | remove] [<name>] [--folder <deployment>]

Systems that read facts on NATS, each with a name, a password and durables of its own. Changes .env and
secrets/NATS_READER_PASSWORDS in the folder of docker-compose.yml (this folder unless another is given).

  add <name>     adds a reader
  rotate <name>  makes a second user and password for it; the first ones stay valid
  end <name>     ends the first ones
  remove <name>  removes the reader
`;

/** These change no durables, and NATS reads its configuration again without a restart. */
const byReload = [
  `docker compose run --rm provision && docker compose exec nats sh -c 'kill -HUP 1' puts it into effect`,
  '(in a cluster, also for nats-2 and nats-3).',
].join('\n');
const byRestart =
  'docker compose up -d --force-recreate provision nats && docker compose up -d puts it into effect.';

/** `npm run readers`: the password of a reader is shown only once, by this command. */
function main(args: readonly string[]): void {
  const at = args.indexOf('--folder');
  const folder = resolve(at < 0 ? '.' : (args[at + 1] ?? '.'));
  const [act = 'list', name = ''] =
    at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const [envFile, passwordsFile] = [join(folder, '.env'), join(folder, 'secrets/NATS_READER_PASSWORDS')];
  if (!existsSync(passwordsFile)) throw new Error(`${passwordsFile} is missing: npm run secrets makes it`);
  const integratorFile = join(folder, 'secrets/INTEGRATOR_NATS_PASSWORD');
  const files = {
    env: existsSync(envFile) ? read(envFile) : '',
    passwords: read(passwordsFile),
    integrator: existsSync(integratorFile) ? read(integratorFile) : '',
  };
  if (act === 'list') return list(files);
  const known = readerActs.find((one) => one === act);
  if (!known || name === '') throw new Error(usage);
  const changed = manageReaders(files, known, name);
  write(passwordsFile, changed.passwords, 0o444);
  write(envFile, changed.env, 0o600);
  if (changed.password !== undefined)
    say(`User ${changed.user}, password ${changed.password}\nKeep it: it is shown only now.`);
  say(known === 'rotate' || known === 'end' ? byReload : byRestart);
  if (known === 'remove') say(`Its durables stay: nats consumer rm <stream> ${name} for each stream.`);
}

/** Shows the names, and the users of each reader, the newest first. */
function list(files: Parameters<typeof readReaders>[0]): void {
  const readers = readReaders(files);
  const first = readers.has(integratorDurable) ? [] : [integratorDurable];
  const lines = [...readers].map(([name, logins]) => `${name}  (${Object.keys(logins).join(', ')})`);
  say([...first, ...lines].join('\n'));
}

const read = (file: string) => readFileSync(file, 'utf8');

/** Writes beside the file and then renames, so that no process reads an incomplete file. */
function write(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
