import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { manageReaders, readerActs, readReaders } from './manage-readers';

const usage = `npm run readers -- [list | add <name> | rotate <name> | remove <name>] [--folder <deployment>]

Systems that read facts on NATS, each with a name, a password and durables of its own. Changes .env and
secrets/NATS_READER_PASSWORDS in the folder of docker-compose.yml (this folder unless another is given).
`;

/** `npm run readers`: the password of a reader is shown only once, by this command. */
function main(args: readonly string[]): void {
  const at = args.indexOf('--folder');
  const folder = resolve(at < 0 ? '.' : (args[at + 1] ?? '.'));
  const [act = 'list', name = ''] =
    at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const [envFile, passwordsFile] = [join(folder, '.env'), join(folder, 'secrets/NATS_READER_PASSWORDS')];
  if (!existsSync(passwordsFile)) throw new Error(`${passwordsFile} is missing: npm run secrets makes it`);
  const files = { env: existsSync(envFile) ? read(envFile) : '', passwords: read(passwordsFile) };
  if (act === 'list')
    return say(Object.keys(readReaders(files)).join('\n') || 'There are none but integrator.');
  const known = readerActs.find((one) => one === act);
  if (!known || name === '') throw new Error(usage);
  const changed = manageReaders(files, known, name);
  write(passwordsFile, changed.passwords, 0o444);
  write(envFile, changed.env, 0o600);
  if (changed.password !== undefined)
    say(`User ${name}, password ${changed.password}\nKeep it: it is shown only now.`);
  say('docker compose up -d --force-recreate provision nats && docker compose up -d puts it into effect.');
  if (known === 'remove') say(`Its durables stay: nats consumer rm <stream> ${name} for each stream.`);
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
