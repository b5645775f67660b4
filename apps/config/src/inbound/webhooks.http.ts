import { configRoutes } from '@rejoin/contracts';
import { refuse, isRefused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, afterIdOf, orProblem, pageOf, seqOf } from '@rejoin/service';
import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { listDeliveries, type LoggedDelivery } from '../store/webhook-deliveries.store';
import { findWebhook, listWebhooks, type Backlog, type SavedWebhook } from '../store/webhooks.store';
import { DiscardWebhookEvents } from '../use-cases/discard-webhook-events';
import { SaveWebhook, type WebhookWithSecret } from '../use-cases/save-webhook';
import { TestWebhook } from '../use-cases/test-webhook';
import { actorOf } from './actor';
import { created, tagged, versionsRead } from './conditional';
import { idOf, parseInput } from './input';
import { Serves } from './serves';
import { WebhookClock } from './webhook-clock';

function shown({ id, version, changedAt, value, offBecause, secrets }: SavedWebhook) {
  return { webhookId: id, version, changedAt, ...value, offBecause, secrets };
}

function listed({ waiting, deadLetters, ...saved }: SavedWebhook & Backlog) {
  return { ...shown(saved), waiting, deadLetters };
}

function withSecret({ saved, secret }: WebhookWithSecret) {
  return { ...shown(saved), secret };
}

function logged({ seq, lastAt, lastStatus, lastError, lastMs, ...delivery }: LoggedDelivery) {
  const lastAttempt =
    lastAt === null ? null : { at: lastAt, status: lastStatus, error: lastError, ms: lastMs ?? 0 };
  return { deliveryId: seq, ...delivery, lastAttempt };
}

const routes = configRoutes.webhooks;

/** Webhooks, for administrators. A secret is shown once: in the answer to the request that made it. */
@Controller()
export class WebhooksHttp {
  constructor(
    private readonly database: Database,
    private readonly webhooks: SaveWebhook,
    private readonly testing: TestWebhook,
    private readonly discarding: DiscardWebhookEvents,
    private readonly clock: WebhookClock,
  ) {}

  @Serves(routes.list)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
    const { limit, cursor } = parseInput(routes.list.query, query);
    const page = { afterId: afterIdOf(cursor), limit: limit + 1 };
    return pageOf(await listWebhooks(this.database, principal.org, page), limit, ({ id }) => id, listed);
  }

  @Serves(routes.create)
  async create(
    @Req() request: AuthorisedRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const settings = parseInput(routes.create.body, body);
    const made = orProblem(
      await this.database.transaction((tx) => this.webhooks.create(tx, actorOf(request), settings)),
    );
    this.clock.ring();
    return created(reply, `/v1/webhooks/${made.saved.id}`, withSecret(made));
  }

  @Serves(routes.read)
  async read(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const [found] = await listWebhooks(this.database, principal.org, { id: idOf(id) });
    return tagged(reply, listed(orProblem(found ?? refuse('not-found'))));
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
      this.webhooks.replace(tx, actorOf(request), idOf(id), read, settings),
    );
    this.clock.ring();
    return tagged(reply, shown(orProblem(saved)));
  }

  @Serves(routes.rotateSecret)
  async rotateSecret(
    @Req() request: AuthorisedRequest,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const read = versionsRead(request);
    const { overlapHours } = parseInput(routes.rotateSecret.body, body);
    const made = await this.database.transaction((tx) =>
      this.webhooks.rotate(tx, actorOf(request), idOf(id), read, overlapHours),
    );
    return tagged(reply, withSecret(orProblem(made)));
  }

  @Serves(routes.test)
  async test(@Req() request: AuthorisedRequest, @Param('id') id: string, @Body() body: unknown) {
    parseInput(routes.test.body, body);
    return orProblem(await this.testing.run(actorOf(request), idOf(id)));
  }

  @Serves(routes.deliveries)
  async deliveries(
    @Req() { principal }: AuthorisedRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ) {
    const { limit, cursor, state = null } = parseInput(routes.deliveries.query, query);
    const webhook = orProblem(
      (await findWebhook(this.database, principal.org, idOf(id))) ?? refuse('not-found'),
    );
    const page = { state, beforeSeq: seqOf(cursor), limit: limit + 1 };
    const found = await listDeliveries(this.database, principal.org, webhook.id, page);
    return pageOf(found, limit, ({ seq }) => seq, logged);
  }

  @Serves(routes.redeliver)
  async redeliver(@Req() request: AuthorisedRequest, @Param('id') id: string, @Body() body: unknown) {
    const { deliveryId = null } = parseInput(routes.redeliver.body, body);
    const count = await this.webhooks.redeliver(actorOf(request), idOf(id), deliveryId);
    this.clock.ring();
    return isRefused(count) ? orProblem<never>(count) : { redelivered: count };
  }

  @Serves(routes.discard)
  async discard(@Req() request: AuthorisedRequest, @Param('id') id: string, @Body() body: unknown) {
    parseInput(routes.discard.body, body);
    const count = await this.discarding.run(actorOf(request), idOf(id));
    return isRefused(count) ? orProblem<never>(count) : { discarded: count };
  }
}
