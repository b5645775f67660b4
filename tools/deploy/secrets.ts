import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { changeableNames, changeSecret, secretActs, type SecretAct } from './change-secrets';
import { readSecretFolder, writeSecretFile } from './secret-folder';
import { newSecrets } from './variables';

const usage = `npm run secrets [-- <folder>]                   make what is missing
npm run secrets -- rotate <name> [<folder>]     make a new value and use it; the old one is still accepted
npm run secrets -- end <name> [<folder>]        remove the old value
npm run secrets -- add|use <name> [<folder>]    rotate in two steps, for several machines

The folder is ./secrets unless another is given. Names: ${changeableNames(newSecrets()).join(', ')}
`;

function main(args: readonly string[]): void {
  const [first, name, folder = 'secrets'] = args;
  const act = secretActs.find((one) => one === first);
  if (!act) return makeMissing(resolve(first ?? 'secrets'));
  if (name === undefined) throw new Error(usage);
  change(resolve(folder), act, name);
}

function change(folder: string, act: SecretAct, name: string): void {
  const fresh = newSecrets();
  const changed = changeSecret(readSecretFolder(folder, Object.keys(fresh)), act, name, fresh);
  for (const [file, text] of Object.entries(changed)) writeSecretFile(folder, file, text);
  say(`${act}: ${Object.keys(changed).join(', ')}`);
  if (Object.keys(changed).some((file) => file.endsWith('_PASSWORD')))
    say(
      'docker compose run --rm provision && docker compose kill --signal HUP nats tells Postgres and NATS.',
    );
}

/**
 * Writes a file for each secret of docker-compose.yml. An existing file is kept. A secret in the environment is written to
 * its file, which migrates an `.env` of release 0.1.
 */
function makeMissing(folder: string): void {
  // Only the owner can enter the folder. The services in their containers run as other users and read the
  // files.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let made = 0;
  for (const [name, value] of Object.entries(newSecrets())) {
    try {
      writeFileSync(join(folder, name), process.env[name] ?? value, { mode: 0o444, flag: 'wx' });
      made++;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  say(`${made} secrets made in ${folder}. Keep the folder: lost secrets cannot be made again.`);
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
