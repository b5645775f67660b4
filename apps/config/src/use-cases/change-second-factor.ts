import { randomBytes } from 'node:crypto';
import type { SecondFactor, SecondFactorAct } from '@rejoin/contracts';
import { hashSecret, isRefused, millis, refuse, type Refused } from '@rejoin/kernel';
import { Database, databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { codeLimits } from '../domain/attempt-limits';
import type { Actor } from '../domain/audit';
import { comparableCode, isAppCode, recoveryCode } from '../domain/recovery-code';
import { AppCodes } from '../keys/app-codes';
import type { SavedAccount } from '../store/accounts.store';
import {
  confirmFactor,
  findFactor,
  removeFactor,
  startFactor,
  usePeriod,
  useRecoveryCode,
} from '../store/second-factors.store';
import { CheckOwnPassword } from './check-own-password';
import { limitAttempts } from './limit-attempts';
import { SaveAccount } from './save-account';

type Owner = Actor & { readonly accountId: string };
type Act<Kind extends SecondFactorAct['act']> = Extract<SecondFactorAct, { act: Kind }>;

const recoveryCodes = 10;
const off: SecondFactor = { enabled: false, recoveryCodesLeft: 0 };

/**
 * Manages and checks the codes that an account may require in addition to its password. A wrong code, a used one and
 * one of another account get the same refusal, and count against a limit of their own.
 */
@Injectable()
export class ChangeSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly appCodes: AppCodes,
    private readonly ownPassword: CheckOwnPassword,
    private readonly accounts: SaveAccount,
  ) {}

  run(owner: Owner, action: SecondFactorAct): Promise<SecondFactor | Refused> {
    switch (action.act) {
      case 'read':
        return this.read(owner);
      case 'start':
        return this.start(owner, action);
      case 'confirm':
        return this.confirm(owner, action);
      case 'remove':
        return this.remove(owner, action);
    }
  }

  /**
   * Checks the code of a sign-in whose password was right. Returns nothing when no code is required, or when the code
   * was right and is now used up. `code-required` means that a code must be sent.
   */
  async check(
    of: { org: string; accountId: string; device: string | null },
    code: string | undefined,
  ): Promise<Refused | undefined> {
    const { org, accountId, device } = of;
    const factor = await findFactor(this.database, org, accountId);
    if (!factor?.isConfirmed) return undefined;
    if (code === undefined) return refuse('code-required');
    const limits = codeLimits(org, accountId, device);
    const used = await limitAttempts(this.database, limits, () =>
      this.use(org, accountId, factor.sealed, code),
    );
    return isRefused(used) ? used : undefined;
  }

  /** Removes the factor of an account whose owner has lost it, for administrators who have read one of `read`. */
  reset(tx: Tx, actor: Actor, accountId: string, read: readonly number[]): Promise<SavedAccount | Refused> {
    return this.accounts.changeSecondFactor(tx, actor, accountId, read, async () =>
      (await removeFactor(tx, actor.org, accountId)) ? 'off' : 'unchanged',
    );
  }

  private async read({ org, accountId }: Owner): Promise<SecondFactor> {
    const factor = await findFactor(this.database, org, accountId);
    return factor?.isConfirmed ? { enabled: true, recoveryCodesLeft: factor.recoveryCodesLeft } : off;
  }

  private async start(
    { org, accountId }: Owner,
    { password }: Act<'start'>,
  ): Promise<SecondFactor | Refused> {
    const account = await this.ownPassword.run(org, accountId, password);
    if (isRefused(account)) return account;
    const { sealed, ...enrolment } = this.appCodes.enrol(account.value.login, accountId);
    const started = await startFactor(this.database, org, accountId, sealed);
    return started ? { ...off, enrolment } : refuse('already-exists');
  }

  private async confirm(owner: Owner, { code }: Act<'confirm'>): Promise<SecondFactor | Refused> {
    const { org, accountId } = owner;
    const factor = await findFactor(this.database, org, accountId);
    if (!factor) return refuse('not-found');
    if (factor.isConfirmed) return refuse('already-exists');
    const { sealed } = factor;
    const limits = codeLimits(org, accountId, 'own');
    const right = await limitAttempts(this.database, limits, async () => {
      const period = await this.periodOf(accountId, sealed, comparableCode(code));
      return period === undefined ? refuse('code-wrong') : { period };
    });
    if (isRefused(right)) return right;
    const codes = Array.from({ length: recoveryCodes }, () => recoveryCode(randomBytes(16)));
    const hashes = codes.map((one) => hashSecret(comparableCode(one)));
    const confirmed = { isOurs: false };
    const saved = await this.database.transaction((tx) =>
      this.accounts.changeSecondFactor(tx, owner, accountId, null, async () => {
        confirmed.isOurs = await confirmFactor(tx, { org, accountId, sealed, ...right }, hashes);
        return confirmed.isOurs ? 'on' : 'unchanged';
      }),
    );
    if (isRefused(saved)) return saved;
    // Another request was first, so that these recovery codes are not stored.
    if (!confirmed.isOurs) return refuse(saved.hasSecondFactor ? 'already-exists' : 'code-wrong');
    return { enabled: true, recoveryCodesLeft: codes.length, recoveryCodes: codes };
  }

  private async remove(owner: Owner, { password, code }: Act<'remove'>): Promise<SecondFactor | Refused> {
    const { org, accountId } = owner;
    const account = await this.ownPassword.run(org, accountId, password);
    if (isRefused(account)) return account;
    const denied = await this.check({ org, accountId, device: 'own' }, code);
    if (denied) return denied;
    const saved = await this.database.transaction((tx) =>
      this.accounts.changeSecondFactor(tx, owner, accountId, null, async () =>
        (await removeFactor(tx, org, accountId)) ? 'off' : 'unchanged',
      ),
    );
    return isRefused(saved) ? saved : off;
  }

  private async use(org: string, accountId: string, sealed: string, code: string): Promise<object | Refused> {
    const comparable = comparableCode(code);
    if (!isAppCode(comparable)) {
      const used = await useRecoveryCode(this.database, org, accountId, hashSecret(comparable));
      return used ? {} : refuse('code-wrong');
    }
    const period = await this.periodOf(accountId, sealed, comparable);
    if (period === undefined) return refuse('code-wrong');
    return (await usePeriod(this.database, org, accountId, period)) ? {} : refuse('code-wrong');
  }

  /** The clock of the database decides, as for every decision. */
  private async periodOf(accountId: string, sealed: string, code: string): Promise<number | undefined> {
    const now = await this.database.transaction((tx) => databaseClock(tx));
    return this.appCodes.periodOf(code, sealed, accountId, millis(now));
  }
}
