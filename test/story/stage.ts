import type { ChatOptions, Patience } from '@rejoin/client';
import type { ReconnectSettings, WidgetSettings, WorkstreamSettings } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { ConnectionCutter } from '@rejoin/servers';
import { WebSocket } from 'ws';
import { Customer } from './customer';
import { Desk } from './desk';
import { Portal } from './portal';
import type { RunningSystem } from './running-system';
import type { ConfigApi } from './config-api';
import { until } from './until';

const portalOrigin = 'https://shop.example';
export const portalUrl = `${portalOrigin}/help`;
export const redirectUrl = `${portalOrigin}/we-missed-you`;

const patience: Partial<Patience> = { idleMs: 5_000, answerMs: 5_000 };

export interface Cast {
  /** Names and maximum capacity. */
  readonly agents: Readonly<Record<string, number>>;
  readonly workstream?: Partial<WorkstreamSettings>;
  readonly reconnect?: Partial<ReconnectSettings>;
  readonly debounceSeconds?: number;
  /** For how long agents who lose the connection keep their conversations. */
  readonly graceSeconds?: number;
  /** Customers are signed in to the portal. */
  readonly signedIn?: boolean;
}

/** Everything the story made, and sends home at the end. */
export class Stage {
  private readonly people: (Customer | Desk)[] = [];
  private scenes = 0;
  private hired = Promise.resolve();
  private readonly run = newId().slice(-8);

  constructor(
    readonly system: RunningSystem,
    private readonly settings: ConfigApi,
  ) {}

  /** A workstream, a widget and agents of a scene's own: nobody else's work can disturb it. */
  async set(cast: Cast): Promise<Scenery> {
    const id = `story-${this.run}-${++this.scenes}`;
    await this.settings.workstream(id, {
      name: `Story ${id}`,
      active: true,
      timeZone: 'UTC',
      unitsPerConversation: 1,
      wrapUpRule: 'always-block',
      wrapUpSeconds: null,
      autoCloseSeconds: 60,
      openHoldSeconds: 20,
      ...cast.workstream,
    });
    const portal = new Portal(portalOrigin, id);
    await this.settings.widget(id, widgetSettings(id, cast, portal));
    const quickReplyId = `${id}-link`;
    await this.settings.quickReply(quickReplyId, {
      workstreamId: id,
      title: 'Reconnect link',
      body: 'If we are cut off, this brings you back to me: {ReconnectUrl{ReconnectID}}',
      locale: 'en',
      active: true,
    });
    const desks = await Promise.all(
      Object.entries(cast.agents).map(([name, units]) => this.employ(id, name, units, cast.graceSeconds)),
    );
    await this.isOpen(id);
    return new Scenery(this, id, quickReplyId, portal, desks);
  }

  private async employ(
    workstreamId: string,
    name: string,
    maxUnits: number,
    graceSeconds = 30,
  ): Promise<Desk> {
    const agentId = `${workstreamId}-${name.toLowerCase()}`;
    const password = newId();
    const settings = {
      active: true,
      maxUnits,
      defaultPresence: 'available' as const,
      graceSeconds,
      workstreamIds: [workstreamId],
    };
    const endpoints = [...this.system.gateways].reverse();
    const desk = new Desk(name, agentId, maxUnits, { endpoints, WebSocket, patience });
    this.people.push(desk);
    // One after the other: each password costs the server a good part of a second, on purpose.
    this.hired = this.hired.then(async () => {
      await this.settings.agent(agentId, name, settings, password);
      await desk.signIn(password);
    });
    await this.hired;
    return desk;
  }

  /** A customer's device. Its only way to the gateways is a line of its own, unless `endpoints` are given. */
  async customer(
    name: string,
    options: Pick<ChatOptions, 'widgetId'> & Partial<ChatOptions>,
  ): Promise<Customer> {
    const line = options.endpoints ? undefined : await ConnectionCutter.before(this.system.gateways[0] ?? '');
    const customer = new Customer(name, line, {
      endpoints: line ? [line.url] : [],
      WebSocket,
      origin: portalOrigin,
      patience,
      ...options,
    });
    this.people.push(customer);
    return customer;
  }

  async sendEverybodyHome(): Promise<void> {
    await Promise.all(this.people.splice(0).map((person) => person.goesHome()));
    await this.settings.retire();
  }

  /** Settings take up to a second to be known everywhere. */
  private async isOpen(widgetId: string): Promise<void> {
    for (const gateway of this.system.gateways) {
      await until(`${gateway} knows the widget`, async () => {
        const answer = await fetch(`${gateway}/v1/widgets/${widgetId}`, {
          headers: { Origin: portalOrigin },
        });
        await answer.arrayBuffer();
        return answer.ok;
      });
    }
  }
}

/** What one scene plays with. */
class Scenery {
  constructor(
    private readonly stage: Stage,
    readonly widgetId: string,
    readonly linkReplyId: string,
    readonly portal: Portal,
    private readonly desks: readonly Desk[],
  ) {}

  desk(name: string): Desk {
    const found = this.desks.find((desk) => desk.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }

  customer(name: string, options: Partial<ChatOptions> = {}): Promise<Customer> {
    return this.stage.customer(name, { widgetId: this.widgetId, ...options });
  }

  /** A customer whom the portal has signed in. */
  member(name: string, context: Record<string, string> = {}): Promise<Customer> {
    return this.customer(name, { token: () => this.portal.tokenOf(name, context) });
  }
}

function widgetSettings(workstreamId: string, cast: Cast, portal: Portal): WidgetSettings {
  const required = cast.signedIn === true;
  return {
    workstreamId,
    name: `Story ${workstreamId}`,
    active: true,
    locale: 'en',
    allowedOrigins: [portalOrigin],
    askName: true,
    debounceSeconds: cast.debounceSeconds ?? 1,
    reconnect: {
      enabled: true,
      timeLimitSeconds: 60,
      portalUrl,
      redirectUrl,
      extension: { times: 2, seconds: 20 },
      ...cast.reconnect,
    },
    authentication: {
      required,
      publicKeys: required ? [{ kid: null, publicKey: portal.publicKey, expiresAt: null }] : [],
      jwksUrl: null,
      algorithms: ['ES256'],
      issuer: null,
      audience: required ? portal.audience : null,
      audienceRequired: required,
    },
  };
}
