import { configRoutes, type BodyOf, type QueryOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, pageOf, VersionsRead, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  findServiceAccount,
  listServiceAccounts,
  type SavedServiceAccount,
} from '../store/service-accounts.store';
import { SaveServiceAccount, type WithSecret } from '../use-cases/save-service-account';
import { CurrentActor, type AccountActor } from './actor';
import { listedBy } from './listed';
import { Serves } from './serves';

const routes = configRoutes.serviceAccounts;
type Routes = typeof routes;

function shown({ id, version, changedAt, value, secrets }: SavedServiceAccount) {
  return { serviceAccountId: id, version, changedAt, ...value, secrets };
}

function shownWithSecret({ saved, secret }: WithSecret) {
  return { ...shown(saved), secret };
}

/** Service accounts, for administrators. A secret is shown only in the response to the request that created it. */
@Controller()
export class ServiceAccountsHttp {
  constructor(
    private readonly database: Database,
    private readonly accounts: SaveServiceAccount,
  ) {}

  @Serves(routes.list)
  async list(
    @CurrentActor() { org }: AccountActor,
    @Query(new ZodPipe(routes.list.query)) query: QueryOf<Routes['list']>,
  ) {
    const rows = await listServiceAccounts(this.database, org, listedBy(query));
    return pageOf(rows, query.limit, ({ id }) => id, shown);
  }

  @Serves(routes.create)
  async create(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.create.body)) { expiresInDays, ...settings }: BodyOf<Routes['create']>,
  ) {
    const outcome = await this.database.transaction((tx) =>
      this.accounts.create(tx, actor, settings, expiresInDays),
    );
    return shownWithSecret(outcome);
  }

  @Serves(routes.read)
  async read(@CurrentActor() { org }: AccountActor, @Param('id', new IdPipe()) id: string) {
    return shown(orProblem((await findServiceAccount(this.database, org, id)) ?? refuse('not-found')));
  }

  @Serves(routes.replace)
  async replace(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.replace.body)) settings: BodyOf<Routes['replace']>,
  ) {
    const saved = await this.database.transaction((tx) =>
      this.accounts.replace(tx, actor, id, read, settings),
    );
    return shown(orProblem(saved));
  }

  @Serves(routes.addSecret)
  async addSecret(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.addSecret.body)) { expiresInDays }: BodyOf<Routes['addSecret']>,
  ) {
    const outcome = await this.database.transaction((tx) =>
      this.accounts.addSecret(tx, actor, id, read, expiresInDays),
    );
    return shownWithSecret(orProblem(outcome));
  }

  @Serves(routes.removeSecret)
  async removeSecret(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.removeSecret.body)) { secretId }: BodyOf<Routes['removeSecret']>,
  ) {
    const saved = await this.database.transaction((tx) =>
      this.accounts.removeSecret(tx, actor, id, read, secretId),
    );
    return shown(orProblem(saved));
  }
}
