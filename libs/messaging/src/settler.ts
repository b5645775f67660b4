import { setTimeout as pause } from 'node:timers/promises';
import { about, isTracing, type OperationOptions } from '@rejoin/tracing';
import { isBusy, isUnreachable, type Database } from '@rejoin/persistence';
import type { FactHandler } from './apply-next';
import { readVersions } from './store/applied-versions';
import { applyFacts, type BatchResult, type Settlement } from './apply-facts';
import type { Bus } from './bus';
import { isTemporary } from './temporary-errors';
import { delivered, type Delivered } from './delivery';
import type { FactMessage } from './fact-message';
import { HeldFacts, type IncomingDelivery } from './held-facts';
import type { FactSelection } from './fact-selection';
import { KnownTimelines } from './known-timelines';
import type { Log } from './log';
import { park, placeOf, type Parkable } from './store/parked-facts';
import { applicationOf } from './trace';

export interface RetryLimits {
  /** How often a fact may fail alone before it is parked. */
  failures: number;
  /** How long a fact may wait for its predecessor before it is parked. */
  holdMs: number;
  /** The pause while Postgres, or a service that the handler calls, is not reachable. */
  unreachableMs: number;
}

const rememberedFailures = 50_000;
/** After a batch with a fact that could not be applied, this many batches are checked before their handler runs. */
const checkedBatches = 20;
const otherTimelineMs = 1_000;
/** How long an attempt waits for a lock when the one before it has waited in vain for the usual time. */
const shortLockMs = 100;
const [firstLockPauseMs, longestLockPauseMs] = [500, 5_000];
const rememberedLocks = 10_000;

/**
 * Settles deliveries: it applies, holds, returns or parks them.
 *
 * Invariant: a message is acknowledged only after the commit of its effect. A failing batch is halved until the failing
 * fact is alone; a fact that keeps failing alone is parked with an alarm. While the database is not reachable, facts are
 * returned and no failure is counted. Facts that need a row which somebody has locked are tried alone, with pauses, so that
 * they delay no others.
 */
export class Settler {
  /** Facts whose predecessors are not applied yet. */
  readonly held = new HeldFacts();
  /** How often each fact has failed here. The delivery count of NATS does not tell why a fact was returned. */
  private readonly failures = new Map<string, number>();
  /** Aggregates whose facts need a locked row, and when they are tried again. */
  private readonly locked = new Map<string, { retryAt: number; pauseMs: number }>();
  private readonly timelines: KnownTimelines;
  /** Whether most facts of the last batch were already applied. */
  private areRepetitions = false;
  /** How many of the next batches are still checked first. Replicas often get the facts of one aggregate in turn. */
  private toCheck = 0;

  constructor(
    private readonly parts: { database: Database; bus: Bus; log: Log },
    private readonly selection: FactSelection,
    private readonly handle: FactHandler,
    private readonly limits: RetryLimits,
    /** Called with aggregates whose first parked fact may be applied now. */
    private readonly onUnblocked: (ids: readonly string[]) => void,
    /** Called with the settlement of each fact. */
    private readonly onSettled: (
      fact: Pick<Delivered, 'version' | 'previous'>,
      settlement: Settlement,
    ) => void,
  ) {
    this.timelines = new KnownTimelines(parts, selection);
  }

  /** Settles new deliveries, if any, together with held facts that may be applied now. */
  async settle(messages: readonly FactMessage[]): Promise<void> {
    const read: IncomingDelivery[] = [];
    const unknown = this.areRepetitions ? await this.withoutApplied(messages) : messages;
    for (const message of unknown) {
      const text = message.string();
      try {
        const raw: unknown = JSON.parse(text);
        if (this.selection.skips(raw)) {
          message.ack();
          this.onSettled(raw, 'already');
        } else
          read.push({ message, text, fact: delivered(raw, isTracing() ? message.traceparent : undefined) });
      } catch (error) {
        await this.park(message, { fact: placeOf(text, message.subject), text }, error);
      }
    }
    const batch = this.held.withHeld(await this.ofThisTimeline(read));
    const isLocked = ({ fact }: IncomingDelivery) => this.locked.has(fact.aggregateId);
    const alone = batch.filter(isLocked);
    const together = alone.length > 0 ? batch.filter((one) => !isLocked(one)) : batch;
    if (together.length > 0) await this.apply(together);
    await this.applyAlone(alone);
  }

  /** After one attempt in vain the others wait, because they may need the same row. */
  private async applyAlone(facts: readonly IncomingDelivery[]): Promise<void> {
    let isInVain = false;
    for (const one of facts) {
      const { aggregateId } = one.fact;
      const { retryAt = 0 } = this.locked.get(aggregateId) ?? {};
      if (isInVain || performance.now() < retryAt) await this.wait(one);
      else {
        await this.apply([one], shortLockMs);
        isInVain = this.locked.has(aggregateId);
      }
    }
  }

  /** Gives facts of other timelines back to NATS, and those of which the timeline cannot be known now. */
  private async ofThisTimeline(read: readonly IncomingDelivery[]): Promise<readonly IncomingDelivery[]> {
    // Facts of the release 0.1.0 name no timeline.
    const named = new Set(read.flatMap(({ fact }) => fact.timeline ?? []));
    if (named.size === 0) return read;
    const current = await this.timelines.among(named).catch((error: unknown) => {
      if (isUnreachable(error)) return undefined;
      throw error;
    });
    return read.filter(({ fact, message }) => {
      const isOfThis = fact.timeline === undefined || fact.timeline === current;
      if (!isOfThis) message.nak(otherTimelineMs);
      return isOfThis;
    });
  }

  /**
   * Acknowledges facts that are already applied, without parsing them and without locking their rows. It is used during a
   * replay, in which nearly all facts were applied before.
   */
  private async withoutApplied(messages: readonly FactMessage[]): Promise<readonly FactMessage[]> {
    const places = messages.map((message) => placeOf(message.string(), message.subject));
    const ids = [...new Set(places.map(({ aggregateId }) => aggregateId))];
    // If the versions cannot be read now, the facts are checked when they are applied.
    const none = new Map<string, number>();
    const applied = await readVersions(this.parts.database, this.selection.name, ids).catch(() => none);
    const unknown = messages.filter((message, i) => {
      const { aggregateId, version } = places[i]!;
      const isKnown = version !== null && version <= (applied.get(aggregateId) ?? 0);
      if (isKnown) message.ack();
      return !isKnown;
    });
    this.areRepetitions = unknown.length < messages.length / 2;
    return unknown;
  }

  private async apply(batch: readonly IncomingDelivery[], lockMs?: number): Promise<void> {
    const outcome = await this.attempt(batch, lockMs);
    if ('error' in outcome) {
      const { error } = outcome;
      // A row is locked: the facts that need it wait, and the rest of the batch continues.
      if (isBusy(error)) await this.waitForLock(batch, error);
      else if (isTemporary(error)) await this.pause(batch);
      else await this.split(batch, error, lockMs);
    } else {
      const { settled, unblocked } = outcome;
      this.toCheck = settled.every((one) => one === 'applied')
        ? Math.max(0, this.toCheck - 1)
        : checkedBatches;
      this.areRepetitions ||= settled.filter((one) => one === 'already').length > batch.length / 2;
      if (unblocked.length > 0) this.onUnblocked(unblocked);
      for (const [i, one] of batch.entries()) {
        const settlement = settled[i]!;
        this.onSettled(one.fact, settlement);
        if (settlement === 'later') await this.wait(one);
        else this.done(one);
      }
    }
  }

  private async attempt(
    batch: readonly IncomingDelivery[],
    lockMs?: number,
  ): Promise<BatchResult | { error: unknown }> {
    try {
      const { database } = this.parts;
      const areProbablyNext = this.toCheck === 0;
      return await applyFacts(database, this.selection, batch, this.handle, { areProbablyNext, lockMs });
    } catch (error) {
      return { error };
    }
  }

  private async waitForLock(batch: readonly IncomingDelivery[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length > 1) {
      await this.split(batch, error, shortLockMs);
      return;
    }
    if (!first) return;
    const { aggregateId } = first.fact;
    const before = this.locked.get(aggregateId)?.pauseMs;
    const pauseMs = before === undefined ? firstLockPauseMs : Math.min(before * 2, longestLockPauseMs);
    if (this.locked.size >= rememberedLocks) this.locked.clear();
    this.locked.set(aggregateId, { retryAt: performance.now() + pauseMs, pauseMs });
    await this.wait(first);
  }

  private async split(batch: readonly IncomingDelivery[], error: unknown, lockMs?: number): Promise<void> {
    const [first] = batch;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.apply(batch.slice(0, half), lockMs);
      await this.apply(batch.slice(half), lockMs);
    } else if (first) {
      await this.fail(first, error);
    }
  }

  private async fail(one: IncomingDelivery, error: unknown): Promise<void> {
    this.held.drop(one);
    const failures = (this.failures.get(one.fact.eventId) ?? 0) + 1;
    if (failures >= this.limits.failures) return this.park(one.message, one, error);
    if (this.failures.size >= rememberedFailures) this.failures.clear();
    this.failures.set(one.fact.eventId, failures);
    const { aggregateId: id, version } = one.fact;
    about(applicationOf(one.fact), () =>
      this.parts.log.warn({ err: error, family: this.selection.name, id, version }, 'a fact failed'),
    );
    one.message.nak(25 * 2 ** failures);
  }

  private async wait(one: IncomingDelivery): Promise<void> {
    const heldMs = this.held.add(one);
    if (heldMs === false) one.message.nak(1_000);
    else if (heldMs > this.limits.holdMs) {
      this.held.drop(one);
      const why = this.locked.has(one.fact.aggregateId)
        ? 'a row that this fact needs was locked for too long'
        : 'the facts before this one did not arrive in time';
      await this.park(one.message, one, new Error(why));
    }
  }

  private async pause(batch: readonly IncomingDelivery[]): Promise<void> {
    await pause(this.limits.unreachableMs);
    for (const one of batch) {
      this.held.drop(one);
      one.message.nak();
    }
  }

  private done(one: IncomingDelivery): void {
    one.message.ack();
    this.held.drop(one);
    this.locked.delete(one.fact.aggregateId);
    this.failures.delete(one.fact.eventId);
  }

  private async park(message: FactMessage, one: Parkable, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    try {
      await park(this.parts.database, this.selection.name, [one], reason);
    } catch {
      message.nak(this.limits.unreachableMs);
      return;
    }
    message.ack();
    const { aggregateId: id, version } = one.fact;
    const fields = { alarm: 'fact-parked', family: this.selection.name, id, version, reason };
    about(this.operationOf(one), () => this.parts.log.error(fields, 'a fact was parked'));
  }

  /** What a parked message is about, as far as it could be read. */
  private operationOf({ fact }: Parkable | IncomingDelivery): OperationOptions {
    if ('type' in fact) return applicationOf(fact);
    const ofConversation = this.selection.family.idField === 'conversationId';
    return { name: 'apply', conversationId: ofConversation ? fact.aggregateId : undefined };
  }
}
