import { hashSecret, type SecretValues } from '@rejoin/kernel';
import type { Database } from '@rejoin/persistence';
import { replaceLastingTokens } from '../store/setup-tokens.store';

/**
 * Stores the setup tokens of the environment, each value of REJOIN_SETUP_TOKEN. A token that is no longer there can be
 * used no more.
 */
export class StoreSetupTokens {
  private stored: string | undefined;

  constructor(
    private readonly tokens: SecretValues | undefined,
    private readonly database: Database,
  ) {}

  /** Stores what has changed since the last call. */
  async run(): Promise<void> {
    const hashes = (this.tokens?.all ?? []).map((token) => hashSecret(token));
    const text = hashes.join();
    if (text === this.stored) return;
    await this.database.transaction((tx) => replaceLastingTokens(tx, hashes));
    this.stored = text;
  }
}
