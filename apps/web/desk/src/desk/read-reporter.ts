import type { AgentClient } from '@rejoin/client';
import { readsToSend } from '../view/read-sync';
import type { ViewStore } from './view-store';

const soonMs = 300;
/** The delay after a failed request. */
const laterMs = 5_000;

/**
 * Sends the agent's read positions to the server, so that other browsers and devices show the same. It batches them
 * after a short delay.
 */
export class ReadReporter {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;

  constructor(
    private readonly client: AgentClient,
    private readonly store: ViewStore,
  ) {
    store.subscribe(() => {
      this.schedule(soonMs);
    });
  }

  private schedule(ms: number): void {
    if (this.timer !== undefined || this.isSending || this.pending().length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.send();
    }, ms);
  }

  private async send(): Promise<void> {
    const pending = this.pending();
    if (pending.length === 0) return;
    this.isSending = true;
    let next = soonMs;
    try {
      await this.client.read(pending);
    } catch {
      next = laterMs;
    }
    this.isSending = false;
    this.schedule(next);
  }

  private pending() {
    const { work, desk, tabState, connection } = this.store.get();
    return tabState === 'active' && connection.phase === 'live' ? readsToSend(work, desk) : [];
  }
}
