import { account, type AccountFact } from '@rejoin/contracts';
import { OnFacts, type Delivered } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { EndedSignInsStore } from '../store/ended-sign-ins.store';
import { SignIns } from './sockets/sign-ins';

/** Stores which sign-ins were ended. The facts of an account arrive in order, so the last one of a batch wins. */
@Controller()
export class AccountConsumer {
  constructor(
    private readonly ended: EndedSignInsStore,
    private readonly signIns: SignIns,
  ) {}

  @OnFacts(account)
  async onFacts(facts: readonly Delivered<AccountFact>[], tx: Tx): Promise<void> {
    const firstValidVersions = new Map(facts.map(({ data }) => [data.accountId, data.before]));
    const single = facts.flatMap(({ data: { signIn } }) => (signIn ? [signIn] : []));
    await this.ended.save(tx, firstValidVersions);
    await this.ended.saveSingle(tx, new Map(single.map(({ signInId, until }) => [signInId, until])));
    tx.afterCommit(() => this.signIns.ringEnded([...firstValidVersions.keys()]));
  }
}
