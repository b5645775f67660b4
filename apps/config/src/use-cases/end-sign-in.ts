import { instant, millis } from '@rejoin/kernel';
import { Outbox } from '@rejoin/messaging';
import { databaseClock, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { lifeMs } from '../keys/access-token-issuer';
import { findAccount } from '../store/accounts.store';
import { insertEndedSignIn } from '../store/ended-sign-ins.store';
import { lockAccounts } from '../store/organisations.store';

/**
 * Signs out: ends one sign-in of an account at every service. Its other sign-ins stay. Repeating it has no effect.
 */
@Injectable()
export class EndSignIn {
  constructor(private readonly outbox: Outbox) {}

  async run(tx: Tx, org: string, accountId: string, signInId: string): Promise<void> {
    await lockAccounts(tx, org);
    const account = await findAccount(tx, org, accountId);
    const at = await databaseClock(tx);
    const until = instant(millis(at) + lifeMs);
    if (!account || !(await insertEndedSignIn(tx, signInId, until))) return;
    const data = { accountId, before: Math.max(1, account.signInsFrom), signIn: { signInId, until }, at };
    this.outbox.append(tx, [{ type: 'SignInsEnded', data }], org);
  }
}
