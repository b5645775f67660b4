import { configRoutes } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, afterIdOf, orProblem, pageOf } from '@rejoin/service';
import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { findAccount, listAccounts, type SavedAccount } from '../store/accounts.store';
import { NewPasswords } from '../use-cases/new-passwords';
import { SaveAccount } from '../use-cases/save-account';
import { SecondFactors } from '../use-cases/second-factors';
import { actorOf } from './actor';
import { created, tagged, versionsRead } from './conditional';
import { idOf, parseInput } from './input';
import { Serves } from './serves';

const routes = configRoutes.accounts;

/** An account as its readers see it: whether it has a password, never which. */
export function shownAccount({ id, version, changedAt, hasPassword, hasSecondFactor, value }: SavedAccount) {
  return { accountId: id, version, changedAt, hasPassword, hasSecondFactor, ...value };
}

/** Accounts, for administrators. Passwords are hashed before the transaction: that takes its time. */
@Controller()
export class AccountsHttp {
  constructor(
    private readonly database: Database,
    private readonly passwords: NewPasswords,
    private readonly saveAccount: SaveAccount,
    private readonly factors: SecondFactors,
  ) {}

  @Serves(routes.list)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
    const { limit, cursor, search } = parseInput(routes.list.query, query);
    const listed = { afterId: afterIdOf(cursor), limit: limit + 1, search };
    const found = await listAccounts(this.database, principal.org, listed);
    return pageOf(found, limit, ({ id }) => id, shownAccount);
  }

  @Serves(routes.create)
  async create(
    @Req() request: AuthorisedRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { accountId, password, ...settings } = parseInput(routes.create.body, body);
    const { org } = request.principal;
    const hash = password === null ? null : orProblem(await this.passwords.hash(org, password, settings));
    const saved = orProblem(
      await this.database.transaction((tx) =>
        this.saveAccount.create(tx, actorOf(request), settings, hash, accountId),
      ),
    );
    return created(reply, `/v1/accounts/${saved.id}`, shownAccount(saved));
  }

  @Serves(routes.read)
  async read(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await findAccount(this.database, principal.org, idOf(id));
    return tagged(reply, shownAccount(orProblem(found ?? refuse('not-found'))));
  }

  @Serves(routes.replace)
  async replace(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    const settings = parseInput(routes.replace.body, body);
    const saved = await this.database.transaction((tx) =>
      this.saveAccount.replace(tx, actorOf(request), idOf(id), read, settings),
    );
    return tagged(reply, shownAccount(orProblem(saved)));
  }

  @Serves(routes.setPassword)
  async setPassword(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    const { password } = parseInput(routes.setPassword.body, body);
    const { org } = request.principal;
    const account = orProblem((await findAccount(this.database, org, idOf(id))) ?? refuse('not-found'));
    const hash = orProblem(await this.passwords.hash(org, password, account.value));
    const saved = await this.database.transaction((tx) =>
      this.saveAccount.setPassword(tx, actorOf(request), idOf(id), read, hash),
    );
    return tagged(reply, shownAccount(orProblem(saved)));
  }

  @Serves(routes.resetSecondFactor)
  async resetSecondFactor(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    return tagged(reply, shownAccount(orProblem(await this.factors.reset(actorOf(request), idOf(id), read))));
  }
}
