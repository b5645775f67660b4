import { fieldProblem, webhookLimits, type WebhookSettings } from '@rejoin/contracts';
import { isRefused, newId, plusSeconds, refuse, type Refused } from '@rejoin/kernel';
import { databaseClock, Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor, Change } from '../domain/audit';
import { isUnchanged, requireVersion } from '../domain/replacement';
import { WebhookSecrets } from '../keys/webhook-secrets';
import { WebhookEndpoints } from '../outbound/webhook-endpoints';
import { recordChange } from '../store/audit.store';
import { redeliver, type Redelivered, type DeadLetter } from '../store/webhook-deliveries.store';
import { hastenLanes } from '../store/webhook-lanes.store';
import {
  deleteWebhook,
  expireWebhookSecrets,
  findWebhook,
  insertWebhookSecret,
  lockCounts,
  lockWebhook,
  saveWebhookRow,
  type SavedWebhook,
} from '../store/webhooks.store';

/** The last four characters before the single padding character of base64. */
const hintOf = (secret: string) => secret.slice(-5, -1);

/** A webhook with its new secret, which cannot be read again. */
export interface WebhookWithSecret {
  readonly saved: SavedWebhook;
  readonly secret: string;
}

/** Saves endpoints and their secrets, each change with its entry in the audit log. */
@Injectable()
export class SaveWebhook {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly endpoints: WebhookEndpoints,
  ) {}

  async create(tx: Tx, actor: Actor, value: WebhookSettings): Promise<WebhookWithSecret | Refused> {
    const wrong = await this.problemOf(tx, actor, value, value.active);
    if (wrong) return wrong;
    if ((await lockCounts(tx, actor.org)).all >= webhookLimits.kept.value) return refuse('too-many');
    const changedAt = await databaseClock(tx);
    const id = newId();
    const bare = { id, version: 1, value, changedAt, activeSince: changedAt, offBecause: null, secrets: [] };
    await saveWebhookRow(tx, actor.org, bare);
    const secret = await this.makeSecret(tx, actor, bare);
    return this.withSecret(tx, actor, id, secret, { action: 'created', old: null, new: value });
  }

  async replace(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    value: WebhookSettings,
  ): Promise<SavedWebhook | Refused> {
    const current = requireVersion(await lockWebhook(tx, actor.org, id), read);
    if (isRefused(current) || isUnchanged(current, value)) return current;
    const isActivated = value.active && !current.value.active;
    const wrong = await this.problemOf(tx, actor, value, isActivated);
    if (wrong) return wrong;
    const changedAt = await databaseClock(tx);
    const saved = {
      ...current,
      value,
      version: current.version + 1,
      changedAt,
      activeSince: isActivated ? changedAt : current.activeSince,
      offBecause: value.active ? null : current.offBecause,
    };
    await saveWebhookRow(tx, actor.org, saved);
    if (isActivated) hastenLanes(tx, actor.org, id);
    return recordChange(tx, actor, 'webhook', saved, { action: 'changed', old: current.value, new: value });
  }

  /** Deletes an endpoint. Waiting events are not sent; an attempt that is running may still arrive. */
  async remove(tx: Tx, actor: Actor, id: string, read: readonly number[]): Promise<Refused | undefined> {
    const current = requireVersion(await lockWebhook(tx, actor.org, id), read);
    if (isRefused(current)) return current;
    await deleteWebhook(tx, actor.org, id);
    const now = { ...current, changedAt: await databaseClock(tx) };
    await recordChange(tx, actor, 'webhook', now, { action: 'deleted', old: current.value, new: null });
    return undefined;
  }

  /** Makes a new secret, which signs from now on. The earlier ones also sign for the given number of hours. */
  async rotate(
    tx: Tx,
    actor: Actor,
    id: string,
    read: readonly number[],
    overlapHours: number,
  ): Promise<WebhookWithSecret | Refused> {
    const current = requireVersion(await lockWebhook(tx, actor.org, id), read);
    if (isRefused(current)) return current;
    if (overlapHours > 0 && current.secrets.length >= webhookLimits.secrets.value)
      return refuse('already-exists', fieldProblem('/overlapHours', 'overlap-not-zero'));
    const changedAt = await databaseClock(tx);
    const saved = { ...current, version: current.version + 1, changedAt };
    await saveWebhookRow(tx, actor.org, saved);
    await expireWebhookSecrets(tx, actor.org, id, plusSeconds(changedAt, overlapHours * 3_600));
    const secret = await this.makeSecret(tx, actor, saved);
    return this.withSecret(tx, actor, id, secret, { action: 'secret-rotated', old: null, new: null });
  }

  /**
   * Queues dead letters again: the one with this number, or all of them in transactions of a few lanes each. Returns
   * how many.
   */
  async redeliver(actor: Actor, id: string, seq: number | null): Promise<number | Refused> {
    let redelivered = 0;
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      const batch: Redelivered | undefined = await this.database.transaction(async (tx) => {
        const current = await findWebhook(tx, actor.org, id);
        if (!current) return undefined;
        const some = await redeliver(tx, actor.org, id, seq, from);
        if (some.count > 0 && redelivered === 0) await this.note(tx, actor, current, 'redelivered');
        return some;
      });
      if (!batch) return refuse('not-found');
      redelivered += batch.count;
      after = batch.next;
    }
    return redelivered === 0 && seq !== null ? refuse('not-found') : redelivered;
  }

  /** Records an action of a person on an endpoint that changes none of its settings. `of` is what it has removed. */
  async note(
    tx: Tx,
    actor: Actor,
    webhook: SavedWebhook,
    action: 'tested' | 'redelivered' | 'discarded',
    of: DeadLetter | null = null,
  ): Promise<void> {
    const now = { ...webhook, changedAt: await databaseClock(tx) };
    await recordChange(tx, actor, 'webhook', now, { action, old: of, new: null });
  }

  private async problemOf(
    tx: Tx,
    { org }: Actor,
    value: WebhookSettings,
    isActivated: boolean,
  ): Promise<Refused | undefined> {
    if (!this.endpoints.mayName(new URL(value.url)))
      return refuse('invalid', fieldProblem('/url', 'https-required'));
    if (isActivated && (await lockCounts(tx, org)).active >= webhookLimits.endpoints.value)
      return refuse('too-many');
    return undefined;
  }

  private async makeSecret(
    tx: Tx,
    { org }: Actor,
    { id, changedAt }: Pick<SavedWebhook, 'id' | 'changedAt'>,
  ): Promise<string> {
    const { secret, sealed } = this.secrets.make(id);
    const made = { secretId: newId(), hint: hintOf(secret), createdAt: changedAt, expiresAt: null };
    await insertWebhookSecret(tx, org, id, made, sealed);
    return secret;
  }

  private async withSecret(
    tx: Tx,
    actor: Actor,
    id: string,
    secret: string,
    change: Pick<Change, 'action' | 'old' | 'new'>,
  ): Promise<WebhookWithSecret | Refused> {
    const saved = await findWebhook(tx, actor.org, id);
    if (!saved) return refuse('not-found');
    return { saved: await recordChange(tx, actor, 'webhook', saved, change), secret };
  }
}
