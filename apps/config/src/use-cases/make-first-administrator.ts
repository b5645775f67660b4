import { defaultOrganisation, type AccountSettings } from '@rejoin/contracts';
import { hashSecret, isRefused, refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { networkOf } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { addressLimits } from '../domain/attempt-limits';
import { hasAdministrator, type SavedAccount } from '../store/accounts.store';
import { lockAccounts } from '../store/organisations.store';
import { isUsableSetupToken, useSetupToken } from '../store/setup-tokens.store';
import { HashNewPassword } from './hash-new-password';
import { limitAttempts } from './limit-attempts';
import { SaveAccount } from './save-account';
import { StoreSetupTokens } from './store-setup-tokens';

export interface FirstAdministrator extends Pick<AccountSettings, 'login' | 'displayName'> {
  readonly token: string;
  readonly password: string;
}

/**
 * Creates the first administrator for a caller with a setup token: once, and only while there is no administrator.
 * Every other case gets the same refusal, `denied`.
 */
@Injectable()
export class MakeFirstAdministrator {
  constructor(
    private readonly database: Database,
    private readonly hashNewPassword: HashNewPassword,
    private readonly saveAccount: SaveAccount,
    private readonly storeSetupTokens: StoreSetupTokens,
  ) {}

  async run(
    { token, password, login, displayName }: FirstAdministrator,
    address: string,
  ): Promise<SavedAccount | Refused> {
    const org = defaultOrganisation;
    const tokenHash = hashSecret(token);
    await this.storeSetupTokens.run();
    // Checked before, so that a caller without a token cannot make the service hash a password.
    const usable = await limitAttempts(this.database, addressLimits(networkOf(address)), async () =>
      (await isUsableSetupToken(this.database, tokenHash)) ? { tokenHash } : refuse('denied'),
    );
    if (isRefused(usable)) return usable;
    const passwordHash = await this.hashNewPassword.run(org, password, { login, displayName });
    if (isRefused(passwordHash)) return passwordHash;
    return this.database.transaction(async (tx) => {
      await lockAccounts(tx, org);
      if (await hasAdministrator(tx, org)) return refuse('denied');
      if (!(await useSetupToken(tx, tokenHash))) return refuse('denied');
      const actor = { org, as: 'setup', accountId: null } as const;
      const settings: AccountSettings = {
        login,
        displayName,
        roles: ['administrator'],
        agentId: null,
        active: true,
        external: null,
      };
      return this.saveAccount.create(tx, actor, settings, passwordHash);
    });
  }
}
