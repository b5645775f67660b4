import { hashSecret } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { replaceLastingTokens } from '../store/setup-tokens.store';

/**
 * Stores the setup tokens of the environment, each value of REJOIN_SETUP_TOKEN. A token that is no longer there can be
 * used no more.
 */
@Injectable()
export class SetupTokens {
  private stored: string | undefined;

  constructor(
    @Inject(configEnvironment) private readonly environment: ConfigEnvironment,
    private readonly database: Database,
  ) {}

  /** Stores what has changed since the last call. */
  async store(): Promise<void> {
    const hashes = (this.environment.REJOIN_SETUP_TOKEN?.all ?? []).map((token) => hashSecret(token));
    const text = hashes.join();
    if (text === this.stored) return;
    await this.database.transaction((tx) => replaceLastingTokens(tx, hashes));
    this.stored = text;
  }
}
