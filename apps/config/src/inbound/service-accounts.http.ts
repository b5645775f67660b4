import { configRoutes } from '@rejoin/contracts';
import { isRefused, refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, afterIdOf, orProblem, pageOf } from '@rejoin/service';
import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  findServiceAccount,
  listServiceAccounts,
  type SavedServiceAccount,
} from '../store/service-accounts.store';
import { SaveServiceAccount, type WithSecret } from '../use-cases/save-service-account';
import { actorOf } from './actor';
import { created, tagged, versionsRead } from './conditional';
import { idOf, parseInput } from './input';
import { Serves } from './serves';

function shown({ id, version, changedAt, value, secrets }: SavedServiceAccount) {
  return { serviceAccountId: id, version, changedAt, ...value, secrets };
}

function shownWithSecret({ saved, secret }: WithSecret) {
  return { ...shown(saved), secret };
}

const routes = configRoutes.serviceAccounts;

/** Service accounts, for administrators. A secret is shown once: in the answer to the request that made it. */
@Controller()
export class ServiceAccountsHttp {
  constructor(
    private readonly database: Database,
    private readonly accounts: SaveServiceAccount,
  ) {}

  @Serves(routes.list)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
    const { limit, cursor } = parseInput(routes.list.query, query);
    const found = await listServiceAccounts(this.database, principal.org, afterIdOf(cursor), limit + 1);
    return pageOf(found, limit, ({ id }) => id, shown);
  }

  @Serves(routes.create)
  async create(
    @Req() request: AuthorisedRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { expiresInDays, ...settings } = parseInput(routes.create.body, body);
    const made = await this.database.transaction((tx) =>
      this.accounts.create(tx, actorOf(request), settings, expiresInDays),
    );
    return created(reply, `/v1/service-accounts/${made.saved.id}`, shownWithSecret(made));
  }

  @Serves(routes.read)
  async read(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await findServiceAccount(this.database, principal.org, idOf(id));
    return tagged(reply, shown(orProblem(found ?? refuse('not-found'))));
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
      this.accounts.replace(tx, actorOf(request), idOf(id), read, settings),
    );
    return tagged(reply, shown(orProblem(saved)));
  }

  @Serves(routes.addSecret)
  async addSecret(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    const { expiresInDays } = parseInput(routes.addSecret.body, body);
    const made = await this.database.transaction((tx) =>
      this.accounts.addSecret(tx, actorOf(request), idOf(id), read, expiresInDays),
    );
    return tagged(reply, isRefused(made) ? orProblem<never>(made) : shownWithSecret(made));
  }

  @Serves(routes.removeSecret)
  async removeSecret(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    const { secretId } = parseInput(routes.removeSecret.body, body);
    const saved = await this.database.transaction((tx) =>
      this.accounts.removeSecret(tx, actorOf(request), idOf(id), read, secretId),
    );
    return tagged(reply, shown(orProblem(saved)));
  }
}
