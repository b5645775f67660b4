import { configRoutes, type BodyOf, type QueryOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, pageOf, seqOf, VersionsRead, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { listDeliveries, type LoggedDelivery } from '../store/webhook-deliveries.store';
import {
  findListedWebhook,
  findWebhook,
  listWebhooks,
  type Backlog,
  type SavedWebhook,
} from '../store/webhooks.store';
import { DiscardWebhookEvents } from '../use-cases/discard-webhook-events';
import { SaveWebhook, type WebhookWithSecret } from '../use-cases/save-webhook';
import { TestWebhook } from '../use-cases/test-webhook';
import { CurrentActor, type AccountActor } from './actor';
import { listedBy } from './listed';
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
type Routes = typeof routes;

/** Webhooks, for administrators. A secret is shown only in the response to the request that created it. */
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
  async list(
    @CurrentActor() { org }: AccountActor,
    @Query(new ZodPipe(routes.list.query)) query: QueryOf<Routes['list']>,
  ) {
    const found = await listWebhooks(this.database, org, listedBy(query));
    return pageOf(found, query.limit, ({ id }) => id, listed);
  }

  @Serves(routes.create)
  async create(
    @CurrentActor() actor: AccountActor,
    @Body(new ZodPipe(routes.create.body)) settings: BodyOf<Routes['create']>,
  ) {
    const made = await this.database.transaction((tx) => this.webhooks.create(tx, actor, settings));
    this.clock.ring();
    return withSecret(orProblem(made));
  }

  @Serves(routes.read)
  async read(@CurrentActor() { org }: AccountActor, @Param('id', new IdPipe()) id: string) {
    return listed(orProblem((await findListedWebhook(this.database, org, id)) ?? refuse('not-found')));
  }

  @Serves(routes.replace)
  async replace(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.replace.body)) settings: BodyOf<Routes['replace']>,
  ) {
    const saved = await this.database.transaction((tx) =>
      this.webhooks.replace(tx, actor, id, read, settings),
    );
    this.clock.ring();
    return shown(orProblem(saved));
  }

  @Serves(routes.remove)
  async remove(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
  ) {
    const removed = await this.database.transaction((tx) => this.webhooks.remove(tx, actor, id, read));
    this.clock.ring();
    return orProblem(removed ?? {});
  }

  @Serves(routes.rotateSecret)
  async rotateSecret(
    @CurrentActor() actor: AccountActor,
    @VersionsRead() read: readonly number[],
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.rotateSecret.body)) { overlapHours }: BodyOf<Routes['rotateSecret']>,
  ) {
    const made = await this.database.transaction((tx) =>
      this.webhooks.rotate(tx, actor, id, read, overlapHours),
    );
    return withSecret(orProblem(made));
  }

  @Serves(routes.test)
  async test(
    @CurrentActor() actor: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.test.body)) _: BodyOf<Routes['test']>,
  ) {
    return orProblem(await this.testing.run(actor, id));
  }

  @Serves(routes.deliveries)
  async deliveries(
    @CurrentActor() { org }: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Query(new ZodPipe(routes.deliveries.query)) query: QueryOf<Routes['deliveries']>,
  ) {
    const { limit, cursor, state = null } = query;
    const webhook = orProblem((await findWebhook(this.database, org, id)) ?? refuse('not-found'));
    const page = { state, beforeSeq: seqOf(cursor), limit: limit + 1 };
    const found = await listDeliveries(this.database, org, webhook.id, page);
    return pageOf(found, limit, ({ seq }) => seq, logged);
  }

  @Serves(routes.redeliver)
  async redeliver(
    @CurrentActor() actor: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.redeliver.body)) { deliveryId }: BodyOf<Routes['redeliver']>,
  ) {
    const count = await this.webhooks.redeliver(actor, id, deliveryId ?? null);
    this.clock.ring();
    return { redelivered: orProblem(count) };
  }

  @Serves(routes.discard)
  async discard(
    @CurrentActor() actor: AccountActor,
    @Param('id', new IdPipe()) id: string,
    @Body(new ZodPipe(routes.discard.body)) { deliveryId }: BodyOf<Routes['discard']>,
  ) {
    const discarded = await (deliveryId === undefined
      ? this.discarding.run(actor, id)
      : this.database.transaction((tx) => this.discarding.discardOne(tx, actor, id, deliveryId)));
    this.clock.ring();
    return { discarded: orProblem(discarded) };
  }
}
