import type { AgentClient } from '@rejoin/client';
import { readToTell } from '../view/read-sync';
import type { ViewStore } from './view-store';

const soonMs = 300;
/** After an answer that did not come. */
const laterMs = 5_000;

/** Tells the server what the agent has read, so that other browsers and devices agree: a little later, together. */
export class ReadTeller {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isTelling = false;

  constructor(
    private readonly client: AgentClient,
    private readonly store: ViewStore,
  ) {
    store.subscribe(() => {
      this.soon(soonMs);
    });
  }

  private soon(ms: number): void {
    if (this.timer !== undefined || this.isTelling || this.news().length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.tell();
    }, ms);
  }

  private async tell(): Promise<void> {
    const news = this.news();
    if (news.length === 0) return;
    this.isTelling = true;
    let next = soonMs;
    try {
      await this.client.read(news);
    } catch {
      next = laterMs;
    }
    this.isTelling = false;
    this.soon(next);
  }

  private news() {
    const { work, desk, seat, connection } = this.store.get();
    return seat === 'here' && connection.phase === 'live' ? readToTell(work, desk) : [];
  }
}
