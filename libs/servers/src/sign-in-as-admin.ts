import { Client, escapeLiteral } from 'pg';
import { scramVerifier } from './scram-verifier';
import { urlOf } from './provision';

/**
 * Returns the URL with the newest of the passwords. When Postgres has an older one, gives the user of the URL the newest.
 * Without passwords the URL has its own.
 */
export async function signInAsAdmin(url: string, passwords: readonly string[]): Promise<string> {
  const [newest] = passwords;
  if (newest === undefined) return url;
  for (const [i, password] of passwords.entries()) {
    const client = new Client({
      connectionString: urlOf(url, { database: 'postgres', password }),
      connectionTimeoutMillis: 5_000,
    });
    try {
      await client.connect();
      if (password !== newest)
        await client.query(`alter role current_user password ${escapeLiteral(scramVerifier(newest))}`);
      break;
    } catch (error) {
      if ((error as { code?: unknown }).code !== '28P01' || i === passwords.length - 1) throw error;
    } finally {
      await client.end();
    }
  }
  return urlOf(url, { password: newest });
}
