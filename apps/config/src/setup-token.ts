import '@rejoin/service/source-maps';
import { readDatabaseUrl } from '@rejoin/service';
import { makeSetupToken } from './use-cases/make-setup-token';

/**
 * A command for operators that prints a setup token. The token creates the first administrator (`POST
 * /v1/first-administrator`) within 24 hours, once, while there is none.
 */
async function main(): Promise<void> {
  process.stdout.write(`${await makeSetupToken(readDatabaseUrl())}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
