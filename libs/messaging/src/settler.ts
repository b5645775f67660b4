import { setTimeout as pause } from 'node:timers/promises';
import { isBusy, isUnreachable, type Database } from '@rejoin/persistence';
import { readVersions, type FactHandler } from './applied-versions';
import { applyFacts, type Applied, type Settlement } from './apply-facts';
import { Unavailable } from './bus';
import { delivered, type Delivered } from './delivery';
import type { FactMessage } from './fact-message';
import { HeldFacts, type Read } from './held-facts';
import type { Listener } from './listener';
import type { Log } from './log';
import { park, placeOf, type Parkable } from './parked-facts';

export interface Patience {
  /** A fact that has failed alone this often is parked. */
  failures: number;
  /** A fact whose predecessor has not come for so long is parked. */
  holdMs: number;
  /** The pause while Postgres, or a service that the handler asks, is not reachable. */
  unreachableMs: number;
}

const rememberedFailures = 50_000;

/**
 * Decides what becomes of deliveries. A message is acknowledged only after the commit of what it caused. A
 * failing batch is halved until what fails stands alone; what keeps failing alone is parked with an alarm. An
 * unreachable database is nobody's fault, and is waited for.
 */
export class Settler {
  /** Facts whose turn has not come. */
  readonly held = new HeldFacts();
  /** How often each fact failed here. NATS's own count of deliveries knows no reasons. */
  private readonly failures = new Map<string, number>();
  /** Whether most of what came last was known already. */
  private areRepetitions = false;

  constructor(
    private readonly parts: { database: Database; log: Log },
    private readonly listener: Listener,
    private readonly handle: FactHandler,
    private readonly patience: Patience,
    /** Told of aggregates whose first parked fact may have its turn now. */
    private readonly onUnblocked: (ids: readonly string[]) => void,
    /** Told what became of each fact. */
    private readonly onSettled: (
      fact: Pick<Delivered, 'version' | 'previous'>,
      settlement: Settlement,
    ) => void,
  ) {}

  /** Settles fresh deliveries (or none), together with what is held and may have its turn now. */
  async settle(messages: readonly FactMessage[]): Promise<void> {
    const read: Read[] = [];
    const unknown = this.areRepetitions ? await this.withoutKnown(messages) : messages;
    for (const message of unknown) {
      const text = message.string();
      try {
        const raw: unknown = JSON.parse(text);
        if (this.listener.passesOver(raw)) {
          message.ack();
          this.onSettled(raw, 'already');
        } else read.push({ message, text, fact: delivered(raw) });
      } catch (error) {
        await this.park(message, { fact: placeOf(text, message.subject), text }, error);
      }
    }
    const batch = this.held.joinedBy(read);
    if (batch.length > 0) await this.apply(batch);
  }

  /**
   * While a stream is replayed, nearly all that comes was applied long ago. That can be seen without reading the
   * fact itself and without locking its row.
   */
  private async withoutKnown(messages: readonly FactMessage[]): Promise<readonly FactMessage[]> {
    const places = messages.map((message) => placeOf(message.string(), message.subject));
    const ids = [...new Set(places.map(({ aggregateId }) => aggregateId))];
    // What cannot be asked now is found out when it is applied.
    const none = new Map<string, number>();
    const applied = await readVersions(this.parts.database, this.listener.name, ids).catch(() => none);
    const unknown = messages.filter((message, i) => {
      const { aggregateId, version } = places[i]!;
      const isKnown = version !== null && version <= (applied.get(aggregateId) ?? 0);
      if (isKnown) message.ack();
      return !isKnown;
    });
    this.areRepetitions = unknown.length < messages.length / 2;
    return unknown;
  }

  private async apply(batch: readonly Read[]): Promise<void> {
    const outcome = await this.attempt(batch);
    if ('error' in outcome) {
      const { error } = outcome;
      // Somebody holds a row: what needs it waits, the rest goes on.
      if (isBusy(error)) await this.waitForLock(batch, error);
      else if (isUnreachable(error) || error instanceof Unavailable) await this.pause(batch);
      else await this.narrow(batch, error);
    } else {
      const { settled, unblocked } = outcome;
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

  private async attempt(batch: readonly Read[]): Promise<Applied | { error: unknown }> {
    try {
      return await applyFacts(this.parts.database, this.listener, batch, this.handle);
    } catch (error) {
      return { error };
    }
  }

  private async waitForLock(batch: readonly Read[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length > 1) await this.narrow(batch, error);
    else if (first) await this.wait(first);
  }

  private async narrow(batch: readonly Read[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.apply(batch.slice(0, half));
      await this.apply(batch.slice(half));
    } else if (first) {
      await this.fail(first, error);
    }
  }

  private async fail(one: Read, error: unknown): Promise<void> {
    this.held.drop(one);
    const failures = (this.failures.get(one.fact.eventId) ?? 0) + 1;
    if (failures >= this.patience.failures) return this.park(one.message, one, error);
    if (this.failures.size >= rememberedFailures) this.failures.clear();
    this.failures.set(one.fact.eventId, failures);
    const { aggregateId: id, version } = one.fact;
    this.parts.log.warn({ err: error, family: this.listener.name, id, version }, 'a fact failed');
    one.message.nak(25 * 2 ** failures);
  }

  private async wait(one: Read): Promise<void> {
    const heldMs = this.held.add(one);
    if (heldMs === false) one.message.nak(1_000);
    else if (heldMs > this.patience.holdMs) {
      this.held.drop(one);
      await this.park(one.message, one, new Error('what must come before it has not come'));
    }
  }

  private async pause(batch: readonly Read[]): Promise<void> {
    await pause(this.patience.unreachableMs);
    for (const one of batch) {
      this.held.drop(one);
      one.message.nak();
    }
  }

  private done(one: Read): void {
    one.message.ack();
    this.held.drop(one);
    this.failures.delete(one.fact.eventId);
  }

  private async park(message: FactMessage, one: Parkable, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    try {
      await park(this.parts.database, this.listener.name, [one], reason);
    } catch {
      message.nak(this.patience.unreachableMs);
      return;
    }
    message.ack();
    const { aggregateId: id, version } = one.fact;
    this.parts.log.error(
      { alarm: 'fact-parked', family: this.listener.name, id, version, reason },
      'a fact was parked',
    );
  }
}
