import { AgentClient, ChatClient, type ChatEvents, type Storage } from '@rejoin/client';
import type { AgentSettings, WidgetSettings, WorkstreamSettings } from '@rejoin/contracts';
import { eventually, LineCutter, startSystem, type SystemOptions, type TestSystem } from '@rejoin/testing';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { SettingsDoor } from '../../tools/story/settings-door';
import { audit } from './auditor';

export const origin = 'https://portal.example';

/** Opens a world for a file of journeys; afterwards it is audited and closed. */
export function inAWorld(options: SystemOptions = {}): () => World {
  let world: World | undefined;
  beforeAll(async () => {
    world = await World.open(options);
  });
  afterAll(async () => {
    try {
      await world?.auditsClean();
    } finally {
      await world?.close();
    }
  });
  return () => {
    if (!world) throw new Error('the world is not open yet');
    return world;
  };
}

/** A whole real system for one file of journeys, and people to use it. */
export class World {
  private readonly clients: { leave(): void }[] = [];
  private readonly cutters: LineCutter[] = [];
  private shops = 0;

  private constructor(
    readonly system: TestSystem,
    readonly settings: SettingsDoor,
  ) {}

  static async open(options: SystemOptions = {}): Promise<World> {
    const system = await startSystem(options);
    const administrator = { login: 'admin@demo', password: 'rejoin-demo' };
    return new World(system, await SettingsDoor.open(system.config.url, administrator));
  }

  /** Ends every client, then stops all processes. */
  async close(): Promise<void> {
    for (const client of this.clients) client.leave();
    await Promise.all(this.cutters.map((cutter) => cutter.close()));
    await this.system.stop();
  }

  /** Fails with a sentence for every promise that the system's Postgres does not keep. */
  async auditsClean(): Promise<void> {
    await eventually(async () => expect(await audit(this.system)).toEqual([]));
  }

  /** A workstream with a widget of its own, so that journeys do not meet. */
  async shop(terms: ShopTerms = {}): Promise<Shop> {
    const name = `shop-${++this.shops}`;
    const keys = terms.signedIn ? await signingKeys() : undefined;
    await this.settings.workstream(name, {
      name,
      active: true,
      timeZone: 'UTC',
      unitsPerConversation: 1,
      wrapUpRule: 'dont-block',
      wrapUpSeconds: null,
      autoCloseSeconds: 600,
      openHoldSeconds: 60,
      ...terms.workstream,
    });
    await this.settings.widget(name, {
      workstreamId: name,
      name,
      active: true,
      locale: 'en',
      allowedOrigins: [origin],
      askName: false,
      debounceSeconds: terms.debounceSeconds ?? 1,
      reconnect: {
        enabled: true,
        timeLimitSeconds: 60,
        portalUrl: `${origin}/help`,
        redirectUrl: null,
        extension: { times: 2, seconds: 60 },
        ...terms.reconnect,
      },
      authentication: {
        required: keys !== undefined,
        publicKeys: keys ? [{ kid: null, publicKey: keys.publicKey, expiresAt: null }] : [],
        jwksUrl: null,
        algorithms: ['ES256'],
        issuer: null,
        audience: null,
        audienceRequired: false,
      },
    });
    const linkReply = `${name}-link`;
    await this.settings.quickReply(linkReply, {
      workstreamId: name,
      title: 'Link',
      body: 'Come back with {ReconnectUrl{ReconnectID}}',
      locale: 'en',
      active: true,
    });
    await this.gatewaysKnow('quick_replies', linkReply);
    await this.gatewaysKnow('widgets', name);
    return { name, linkReply, privateKey: keys?.privateKey };
  }

  /** An agent of a shop, signed in and available. */
  async agent(
    shop: Shop,
    person: string,
    terms: Partial<AgentSettings> & { gateway?: number; displayName?: string } = {},
  ): Promise<Agent> {
    const { gateway = 0, displayName = person, ...settings } = terms;
    const login = `${shop.name}-${person}`;
    const password = 'long-enough-password';
    await this.settings.agent(
      login,
      displayName,
      {
        active: true,
        maxUnits: 2,
        defaultPresence: 'available',
        graceSeconds: 60,
        workstreamIds: [shop.name],
        ...settings,
      },
      password,
    );
    await this.gatewaysKnow('agents', login);
    const cutter = await this.cutter(gateway);
    const desk = this.desk(cutter);
    const { token } = await desk.signIn({ login, password });
    await eventually(() => expect(desk.state.status?.presence).toBe('available'));
    return { agentId: login, desk, cutter, token };
  }

  /** A further desk, or the same one after a crash of its browser. */
  desk(cutter: LineCutter): AgentClient {
    const desk = new AgentClient({ endpoints: [cutter.url], WebSocket, patience, random });
    return this.known(desk);
  }

  /** A customer's browser, its line to one gateway ready to be hurt. */
  async customer(shop: Shop, terms: CustomerTerms = {}): Promise<Customer> {
    const cutter = terms.cutter ?? (await this.cutter(terms.gateway ?? 0));
    const storage = terms.storage ?? memory();
    const subject = terms.subject;
    const { privateKey } = shop;
    const chat = new ChatClient({
      endpoints: [cutter.url, ...(terms.otherGateways ?? [])],
      widgetId: shop.name,
      WebSocket,
      origin,
      storage,
      patience,
      random,
      ...(subject !== undefined && privateKey !== undefined
        ? { token: () => tokenFor(privateKey, subject) }
        : {}),
    });
    const customer: Customer = { chat: this.known(chat), cutter, storage, tooLate: [], reconnected: [] };
    chat.on('too-late', (event) => customer.tooLate.push(event));
    chat.on('reconnected', (event) => customer.reconnected.push(event));
    return customer;
  }

  /** A chat that an agent has answered: both sides see each other. */
  async served(shop: Shop, agent: Agent, terms: CustomerTerms = {}): Promise<Served> {
    const customer = await this.customer(shop, terms);
    const { conversationId } = await customer.chat.start();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(agent.agentId));
    await eventually(() => expect(agent.desk.conversation(conversationId)?.snapshot?.state).toBe('active'));
    return { ...customer, conversationId };
  }

  async cutter(gateway: number): Promise<LineCutter> {
    const process = this.system.gateways[gateway];
    if (!process) throw new Error(`no gateway ${gateway}`);
    const cutter = await LineCutter.before(process.url);
    this.cutters.push(cutter);
    return cutter;
  }

  /** Asks the whole system's Postgres as its owner. */
  async sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.system.databases.adminUrl });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** The facts of a conversation that a service has told, in order. */
  async facts(
    service: 'session_gateway' | 'reconnection_timer' | 'routing',
    conversationId: string,
  ): Promise<Told[]> {
    return this.sql<Told>(`select type, data from ${service}.outbox where aggregate_id = $1 order by seq`, [
      conversationId,
    ]);
  }

  async told(
    service: 'session_gateway' | 'reconnection_timer' | 'routing',
    conversationId: string,
  ): Promise<string[]> {
    return (await this.facts(service, conversationId)).map(({ type }) => type);
  }

  /** Units that an agent's conversations take now. */
  async used(agent: Agent): Promise<number> {
    const [row] = await this.sql<{ used: number }>(
      `select used_units as used from routing.agents where id = $1`,
      [agent.agentId],
    );
    return row?.used ?? 0;
  }

  private known<C extends { leave(): void }>(client: C): C {
    this.clients.push(client);
    return client;
  }

  private async gatewaysKnow(table: 'widgets' | 'agents' | 'quick_replies', id: string): Promise<void> {
    await eventually(async () =>
      expect(await this.sql(`select 1 from session_gateway.${table} where id = $1`, [id])).toHaveLength(1),
    );
  }
}

/** A twentieth of the usual jitter: after a long cut a customer would else wait for up to half a minute. */
const random = () => Math.random() / 20;

/** Quick to notice and to come back, so that journeys are short. */
const patience = { idleMs: 3_000, answerMs: 5_000, probeMs: 1_000 };

export interface ShopTerms {
  debounceSeconds?: number;
  signedIn?: boolean;
  workstream?: Partial<WorkstreamSettings>;
  reconnect?: Partial<WidgetSettings['reconnect']>;
}

export interface Shop {
  readonly name: string;
  readonly linkReply: string;
  readonly privateKey: string | undefined;
}

export interface Agent {
  readonly agentId: string;
  readonly desk: AgentClient;
  readonly cutter: LineCutter;
  readonly token: string;
}

export interface CustomerTerms {
  /** Gateways to go to when the first one is not there. */
  otherGateways?: readonly string[];
  gateway?: number;
  subject?: string;
  storage?: Storage;
  cutter?: LineCutter;
}

export interface Customer {
  readonly chat: ChatClient;
  readonly cutter: LineCutter;
  readonly storage: Storage;
  readonly tooLate: ChatEvents['too-late'][];
  readonly reconnected: ChatEvents['reconnected'][];
}

export interface Served extends Customer {
  readonly conversationId: string;
}

interface Told {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** What a browser keeps through a reload. */
export function memory(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

export const texts = (entries: readonly { kind: string; text: string | null }[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'message' && entry.text !== null ? [entry.text] : []));

async function signingKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  return { publicKey: await exportSPKI(pair.publicKey), privateKey: await exportPKCS8(pair.privateKey) };
}

async function tokenFor(privateKey: string, subject: string): Promise<string> {
  return new SignJWT({ lwicontexts: JSON.stringify({ tier: 'gold' }) })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('https://portal.example')
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(await importPKCS8(privateKey, 'ES256'));
}
