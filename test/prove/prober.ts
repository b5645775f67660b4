import { ChatClient } from '@rejoin/client';
import { WebSocket } from 'ws';
import { memory, quick } from '../journeys/people';
import { origin } from '../journeys/portal';
import { openShop, type Shop } from '../journeys/shop';
import { pause, until } from '../story/until';
import { Agent } from './agent';
import { employ, signedIn, type Crowd } from './crowd';
import { within } from './customer';
import type { Random } from './random';

const limitMs = 60_000;
const probes = 5;
const apartMs = 400;

interface Probe {
  readonly begunAt: number;
  /** Undefined when it was not done within a minute. */
  readonly doneAt: number | undefined;
}

/**
 * Measures whether the system works for a new customer: a start, an agent, and a message in each direction.
 */
export class Prober {
  private count = 0;

  private constructor(
    private readonly gateways: readonly string[],
    private readonly shop: Shop,
    private readonly agent: Agent,
  ) {
    agent.resting = true;
    agent.desk.on('entries', ({ conversationId, entries }) => {
      if (!entries.some(({ text }) => text === 'ping')) return;
      agent.desk.send(conversationId, 'pong').catch(() => undefined);
    });
  }

  static async open(crowd: Crowd, gateways: readonly string[], random: Random): Promise<Prober> {
    const shop = await openShop(crowd.settings, 'shop-probe', { reconnect: { timeLimitSeconds: 5 } });
    await employ(crowd.settings, 'agent-probe', [shop], 100);
    const agent = new Agent('agent-probe', await crowd.line(), random, crowd.records);
    await signedIn(agent);
    return new Prober(gateways, shop, agent);
  }

  /** Starts some customers, one after another, from this moment on. */
  async watch(): Promise<Probe[]> {
    const all: Promise<Probe>[] = [];
    for (let n = 0; n < probes; n++) {
      all.push(this.probe());
      await pause(apartMs);
    }
    return Promise.all(all);
  }

  close(): void {
    this.agent.leave();
  }

  private async probe(): Promise<Probe> {
    const begunAt = performance.now();
    const endpoints = this.count++ % 2 === 0 ? this.gateways : [...this.gateways].reverse();
    const chat = new ChatClient({
      endpoints,
      widgetId: this.shop.name,
      WebSocket,
      origin,
      storage: memory(),
      ...quick,
    });
    const works = async () => {
      await until('it starts', () => started(chat), limitMs);
      await chat.send('ping');
      await until('it is answered', () => chat.entries.some(({ text }) => text === 'pong'), limitMs);
      return performance.now();
    };
    const doneAt = await within(limitMs, works());
    void within(limitMs, chat.endChat()).then(() => chat.leave());
    return { begunAt, doneAt };
  }
}

/** A refused start is retried, as a page does. */
async function started(chat: ChatClient): Promise<boolean> {
  try {
    await chat.start();
    return true;
  } catch {
    return false;
  }
}
