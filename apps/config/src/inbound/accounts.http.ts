import { configRoutes, type BodyOf, type QueryOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, pageOf, VersionsRead, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { findAccount, listAccounts, type SavedAccount } from '../store/accounts.store';
import { ChangeSecondFactor } from '../use-cases/change-second-factor';
import { HashNewPassword } from '../use-cases/hash-new-password';
import { SaveAccount } from '../use-cases/save-account';
import { CurrentActor, type AccountActor } from './actor';
import { listedBy } from './listed';
import { Serves } from './serves';

const routes = configRoutes.accounts;
type Routes = typeof routes;

/** An account in a response. It says whether the account has a password, and never contains it. */
export function shownAccount({ id, version, changedAt, hasPassword, hasSecondFactor, value }: SavedAccount) {
  return { accountId: id, version, changedAt, hasPassword, hasSecondFactor, ...value };
}

/** Accounts, for administrators. Passwords are hashed before the transaction, because hashing takes long. */
@Controller()
export class AccountsHttp {
  constructor(
    private readonly database: Database,
    private readonly hashNewPassword: HashNewPassword,
    private readonly saveAccount: SaveAccount,
    private readonly factors: ChangeSecondFactor,
  ) {}

  @Serves(routes.list)
  async list(
    @CurrentActor() { org }: AccountActor,
    @Query(new ZodPipe(routes.list.query)) query: QueryOf<Routes['list']>,
  ) {
    const found = await listAccounts(this.database, org, { ...listedBy(query), role: query.role });
    return pageOf(found, query.limit, ({ id }) => id, shownAccount);
  }

  @Serves(routes.create)
  async create(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.create.body)) { accountId, password, ...settings }: BodyOf<Routes['create']>,
  ) {
    const hash =
      password === null ? null : orProblem(await this.hashNewPassword.run(actor.org, password, settings));
    const saved = await this.database.transaction((tx) =>
      this.saveAccount.create(tx, actor, settings, hash, accountId),
    );
    return shownAccount(orProblem(saved));
  }

  @Serves(routes.read)
  async read(@CurrentActor() { org }: AccountActor, @Param('id', new IdPipe()) id: string) {
    return shownAccount(orProblem((await findAccount(this.database, org, id)) ?? refuse('not-found')));
  }

  @Serves(routes.replace)
  async replace(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.replace.body)) settings: BodyOf<Routes['replace']>,
  ) {
    const saved = await this.database.transaction((tx) =>
      this.saveAccount.replace(tx, actor, id, read, settings),
    );
    return shownAccount(orProblem(saved));
  }

  @Serves(routes.setPassword)
  async setPassword(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.setPassword.body)) { password }: BodyOf<Routes['setPassword']>,
  ) {
    const account = orProblem((await findAccount(this.database, actor.org, id)) ?? refuse('not-found'));
    const hash = orProblem(await this.hashNewPassword.run(actor.org, password, account.value));
    const saved = await this.database.transaction((tx) =>
      this.saveAccount.setPassword(tx, actor, id, read, hash),
    );
    return shownAccount(orProblem(saved));
  }

  @Serves(routes.resetSecondFactor)
  async resetSecondFactor(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
  ) {
    const saved = await this.database.transaction((tx) => this.factors.reset(tx, actor, id, read));
    return shownAccount(orProblem(saved));
  }
}
