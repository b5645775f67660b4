import type { SecretValues } from '@rejoin/kernel';
import { Database, type Sql } from '@rejoin/persistence';
import type { SealedRow } from '../domain/sealed-row';
import type { AppCodes } from '../keys/app-codes';
import type { WebhookSecrets } from '../keys/webhook-secrets';
import { replaceSealedFactor, sealedFactors } from '../store/second-factors.store';
import { replaceSealedSecret, sealedWebhookSecrets } from '../store/webhooks.store';

const rowsAtOnce = 500;

interface Kind {
  readonly read: (sql: Sql, after: readonly string[] | null, most: number) => Promise<SealedRow[]>;
  readonly replace: (sql: Sql, row: SealedRow, sealed: string) => Promise<void>;
  readonly sealAgain: (sealed: string, owner: string) => string | undefined;
}

/**
 * While REJOIN_TOKEN_PRIVATE_KEY has several values, encrypts what older ones have encrypted under the newest, so that an
 * old value can end: the secrets of authenticator apps and of webhooks.
 */
export class SealAgain {
  private readonly kinds: readonly Kind[];

  constructor(
    private readonly privateKeys: SecretValues,
    private readonly database: Database,
    codes: AppCodes,
    webhooks: WebhookSecrets,
  ) {
    const [factor, webhook] = [codes.sealAgain.bind(codes), webhooks.sealAgain.bind(webhooks)];
    this.kinds = [
      { read: sealedFactors, replace: replaceSealedFactor, sealAgain: factor },
      { read: sealedWebhookSecrets, replace: replaceSealedSecret, sealAgain: webhook },
    ];
  }

  /** Returns how many secrets were encrypted again. */
  async run(): Promise<number> {
    if (this.privateKeys.all.length < 2) return 0;
    let count = 0;
    for (const kind of this.kinds) count += await this.runFor(kind);
    return count;
  }

  private async runFor({ read, replace, sealAgain }: Kind): Promise<number> {
    let count = 0;
    for (let after: readonly string[] | null = null; ;) {
      const rows: SealedRow[] = await read(this.database, after, rowsAtOnce);
      for (const row of rows) {
        const sealed = sealAgain(row.sealed, row.owner);
        if (sealed === undefined) continue;
        await replace(this.database, row, sealed);
        count++;
      }
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtOnce) return count;
      after = last.id;
    }
  }
}
