import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newSecrets } from './variables';

/**
 * `npm run secrets [-- <folder>]` writes a file for each secret of docker-compose.yml, into ./secrets unless
 * a folder is given. An existing file is kept. A secret in the environment is written to its file, which
 * migrates an `.env` of release 0.1.
 */
function main(folder: string): void {
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
  process.stdout.write(
    `${made} secrets made in ${folder}. Keep the folder: lost secrets cannot be made again.\n`,
  );
}

main(resolve(process.argv[2] ?? 'secrets'));
