import { signInLimits } from '@rejoin/contracts';
import { hashSecret, newSecret } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { serviceSchema } from '@rejoin/service';
import { configSchema } from '../store/config.schema';
import { addSetupToken } from '../store/setup-tokens.store';

const validSeconds = signInLimits.setupTokenHours.value * 3_600;

/**
 * Makes a setup token that is valid for 24 hours, also before the first start of the service. Only its hash is
 * stored.
 */
export async function makeSetupToken(databaseUrl: string): Promise<string> {
  const database = await Database.open({
    url: databaseUrl,
    applicationName: 'rejoin-setup-token',
    schema: serviceSchema(configSchema),
    poolSize: 1,
  });
  try {
    await database.migrations.run();
    const token = newSecret();
    await addSetupToken(database, hashSecret(token), validSeconds);
    return token;
  } finally {
    await database.close();
  }
}
