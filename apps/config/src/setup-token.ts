import { hashSecret, newSecret } from '@rejoin/kernel';
import { messagingTables } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { readEnvironment } from '@rejoin/service';
import { z } from 'zod';
import { configTables } from './store/config.tables';
import { addSetupToken } from './store/setup-tokens.store';

const validSeconds = 86_400;

/**
 * A command for operators: writes a new setup token to the output. It makes the first administrator
 * (`POST /v1/first-administrator`) within 24 hours, once, while there is none. Only its hash is kept.
 */
async function main(): Promise<void> {
  const { DATABASE_URL: url } = readEnvironment(z.object({ DATABASE_URL: z.string().min(1) }));
  const database = await Database.open({ url, applicationName: 'rejoin-setup-token', poolSize: 1 });
  try {
    await database.migrate([messagingTables, ...configTables]);
    const token = newSecret();
    await addSetupToken(database, hashSecret(token), validSeconds);
    process.stdout.write(`${token}\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
