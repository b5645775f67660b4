import { Helper } from '../machine/helper.ts';
import { NotFinished, until, type Stage } from '../machine/stage.ts';
import { Settings, widgetIds } from './settings.ts';
import { asShipped, System, type Replicas } from './system.ts';

const password = 'Bench-agents-42-quietly';

export interface Started {
  readonly started: number;
  readonly assigned: number;
  readonly seconds: number;
  readonly refused: Record<string, number>;
  readonly p50: number;
  readonly p99: number;
}

export interface Back {
  readonly back: number;
  readonly exact: number;
  readonly seconds: number;
  readonly refused: Record<string, number>;
  readonly p50: number;
  readonly p99: number;
}

/** A running system with customers at all gateways, and with agents at desks of the last gateway. */
export class Chats {
  private constructor(
    readonly system: System,
    readonly customers: Helper,
    readonly desks: Helper,
    readonly subscriber: Helper,
    readonly settings: Settings,
  ) {}

  static async open(
    stage: Stage,
    options: {
      agents?: number;
      /** The maximum of each agent. When it is left out, it is larger than any scene needs. */
      maxUnits?: number;
      timeLimitSeconds?: number;
      debounceSeconds?: number;
      replicas?: Replicas;
      gatewayEnvironment?: Record<string, string>;
      customersAt?: 'all' | 'first';
    } = {},
  ): Promise<Chats> {
    const system = await System.start(stage, options.replicas ?? asShipped, options.gatewayEnvironment);
    const settings = await Settings.open(system.configUrl);
    await settings.open(options.timeLimitSeconds ?? 600, options.debounceSeconds);
    const logins = await settings.employ(options.agents ?? 20, password, options.maxUnits);
    await until(15, 'settings', () => knowsAll(system));
    const ports = system.gatewayUrls.map((url) => Number(new URL(url).port));
    const chats = new Chats(
      system,
      new Helper(stage, 'load/customers.mjs'),
      new Helper(stage, 'load/desks.mjs'),
      new Helper(stage, 'load/subscriber.mjs'),
      settings,
    );
    await chats.subscriber.ask('follow', { url: system.readerUrl });
    await chats.desks.ask('open', { ports: ports.slice(-1), logins, password });
    const customerPorts = options.customersAt === 'first' ? ports.slice(0, 1) : ports;
    await chats.customers.ask('begin', { ports: customerPorts, widgetIds });
    return chats;
  }

  /** Starts chats and waits until each has an agent. Throws when this takes too long. */
  async start(count: number, limitSeconds = 150, inFlight = 256): Promise<Started> {
    const plan = { count, inFlight, limitMs: limitSeconds * 1000 };
    const done = await this.customers.ask<Started>('start', plan);
    if (done.assigned < count) {
      const refused = JSON.stringify(done.refused);
      throw new NotFinished(
        `${done.assigned} of ${count} chats had an agent after ${limitSeconds} s (${refused})`,
      );
    }
    return done;
  }

  /**
   * Cuts connections and waits until each chat has its window. Returns the seconds from the cut to the last
   * commit.
   */
  async cut(count: number, limitSeconds = 90): Promise<number> {
    const before = await this.openWindows();
    const begun = performance.now();
    await this.customers.ask('cut', { count });
    await until(limitSeconds, `${count} windows`, async () => (await this.openWindows()) >= before + count);
    return (performance.now() - begun) / 1000;
  }

  openWindows(): Promise<number> {
    return this.system.number('select count(*) as n from reconnection_timer.windows where outcome is null');
  }

  /** The number of windows that have expired according to the database. */
  async expired(): Promise<string[]> {
    const rows = await this.system.query<{ window: string }>(
      `select conversation_id || '/' || epoch as window from reconnection_timer.windows where outcome = 'expired'`,
    );
    return rows.map(({ window }) => window);
  }
}

async function knowsAll(system: System): Promise<boolean> {
  for (const gateway of system.gatewayUrls) {
    for (const widget of widgetIds) {
      const answer = await fetch(`${gateway}/v1/widgets/${widget}`);
      await answer.arrayBuffer();
      if (!answer.ok) return false;
    }
  }
  return true;
}
