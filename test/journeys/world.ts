import { AgentClient, ChatClient } from '@rejoin/client';
import {
  eventually,
  startSystem,
  startSystemOn,
  startTestNatsCluster,
  type OpenSystem,
  type SystemOptions,
  type TestNatsCluster,
  type TestSystem,
} from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { audit } from '../../apps/cli/src/store/audit/auditor';
import { ConfigApi } from '../story/config-api';
import { seedDemo } from '../run/seed-demo';
import { theSharedSystem } from '../run/shared-system';
import {
  memory,
  quick,
  type Agent,
  type AgentTerms,
  type Customer,
  type CustomerTerms,
  type Served,
} from './people';
import { origin, tokenFor } from './portal';
import { openShop, type Shop, type ShopTerms } from './shop';

/**
 * Opens a world for a file of journeys in the shared system. It has shops of its own, and must not disturb
 * the processes.
 */
export function inAWorld(): () => World {
  return opened(() => World.share());
}

/** Opens a world with a system of its own, whose processes tests may kill. */
export function inAWorldOfItsOwn(
  options: () => Promise<SystemOptions> = () => Promise.resolve({}),
): () => World<TestSystem> {
  return opened(async () => World.open(await options()));
}

/** Opens a world with a system of its own on a cluster of three nats-servers, which tests may kill. */
export function inAWorldOnACluster(options: SystemOptions): () => World<TestSystem<TestNatsCluster>> {
  return opened(() => World.openOnACluster(options));
}

/** Audits the world after the tests and closes it. */
function opened<System extends OpenSystem>(open: () => Promise<World<System>>): () => World<System> {
  let world: World<System> | undefined;
  beforeAll(async () => {
    world = await open();
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

/** A whole real system, with the clients of one file of journeys. */
export class World<System extends OpenSystem = OpenSystem> {
  private readonly clients: { leave(): void }[] = [];
  private readonly cutters: ConnectionCutter[] = [];
  private readonly street = randomBytes(3).toString('hex');
  private shops = 0;

  private constructor(
    readonly system: System,
    readonly settings: ConfigApi,
    private readonly stop: () => Promise<void>,
  ) {}

  static async share(): Promise<World> {
    const system = theSharedSystem();
    return new World(system, await settingsOf(system), () => Promise.resolve());
  }

  static async open(options: SystemOptions = {}): Promise<World<TestSystem>> {
    const system = await startSystem(options);
    await seedDemo(system);
    return new World(system, await settingsOf(system), () => system.stop());
  }

  static async openOnACluster(options: SystemOptions): Promise<World<TestSystem<TestNatsCluster>>> {
    const system = await startSystemOn(await startTestNatsCluster(), options);
    await seedDemo(system);
    return new World(system, await settingsOf(system), () => system.stop());
  }

  /** Ends every client, then stops the processes that belong to this world. */
  async close(): Promise<void> {
    for (const client of this.clients) client.leave();
    await Promise.all(this.cutters.map((cutter) => cutter.close()));
    await this.stop();
  }

  /**
   * Fails with a sentence for every promise that the system's Postgres does not keep. Other users of the
   * system always have work in flight, so a finding counts only when it does not disappear within a moment.
   */
  async auditsClean(): Promise<void> {
    const found = await audit(this.system.databases.adminUrl);
    if (found.length === 0) return;
    await eventually(async () => {
      const now = await audit(this.system.databases.adminUrl);
      expect(found.filter((finding) => now.includes(finding))).toEqual([]);
    });
  }

  /** Creates a workstream with a widget of its own, so that journeys do not affect each other. */
  async shop(terms: ShopTerms = {}): Promise<Shop> {
    const shop = await openShop(this.settings, `shop-${this.street}-${++this.shops}`, terms);
    await this.gatewaysKnow('quick_replies', shop.linkReply);
    await this.gatewaysKnow('widgets', shop.name);
    return shop;
  }

  /** Creates an account of an agent of a shop without signing in. The username is also the agent's id. */
  async account(shop: Shop, person: string, terms: Omit<AgentTerms, 'gateway'> = {}): Promise<Credentials> {
    const { displayName = person, ...settings } = terms;
    const credentials = { login: `${shop.name}-${person}`, password: 'long-enough-password' };
    await this.settings.agent(
      credentials.login,
      displayName,
      {
        active: true,
        maxUnits: 2,
        defaultPresence: 'available',
        graceSeconds: 60,
        workstreamIds: [shop.name],
        ...settings,
      },
      credentials.password,
    );
    await this.gatewaysKnow('agents', credentials.login);
    return credentials;
  }

  /** Creates an agent of a shop, signed in and available. */
  async agent(shop: Shop, person: string, terms: AgentTerms = {}): Promise<Agent> {
    const { gateway = 0, ...settings } = terms;
    const { login, password } = await this.account(shop, person, settings);
    const cutter = await this.cutter(gateway);
    const desk = this.desk(cutter);
    // On a busy machine the comparison of a password can take longer than the gateway waits, which then
    // answers `unavailable`.
    const { token } = await eventually(() => desk.signIn({ login, password }));
    await eventually(() => expect(desk.state.status?.presence).toBe('available'));
    return { agentId: login, desk, cutter, token };
  }

  /** Opens a further desk, or the same one after a crash of its browser. */
  desk(cutter: ConnectionCutter): AgentClient {
    const desk = new AgentClient({ endpoints: [cutter.url], WebSocket, ...quick });
    return this.known(desk);
  }

  /** Opens a customer's browser, with a proxy to one gateway that tests can cut. */
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
      ...quick,
      ...(subject !== undefined && privateKey !== undefined
        ? { token: () => tokenFor(privateKey, subject) }
        : {}),
    });
    const customer: Customer = { chat: this.known(chat), cutter, storage, tooLate: [], reconnected: [] };
    chat.on('too-late', (event) => customer.tooLate.push(event));
    chat.on('reconnected', (event) => customer.reconnected.push(event));
    return customer;
  }

  /** Starts a chat that an agent has answered: each side sees the other. */
  async served(shop: Shop, agent: Agent, terms: CustomerTerms = {}): Promise<Served> {
    const customer = await this.customer(shop, terms);
    const { conversationId } = await customer.chat.start();
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(agent.agentId));
    await eventually(() => expect(agent.desk.conversation(conversationId)?.snapshot?.state).toBe('active'));
    return { ...customer, conversationId };
  }

  /** A customer who did not reconnect within the time limit: disconnected still, and the conversation is in wrap-up. */
  async timedOut(): Promise<Served> {
    const shop = await this.shop({ reconnect: { timeLimitSeconds: 1 } });
    const agent = await this.agent(shop, 'ben');
    const customer = await this.served(shop, agent);
    customer.cutter.cut();
    await eventually(() =>
      expect(agent.desk.conversation(customer.conversationId)?.snapshot?.state).toBe('wrap-up'),
    );
    return customer;
  }

  async cutter(gateway: number): Promise<ConnectionCutter> {
    const process = this.system.gateways[gateway];
    if (!process) throw new Error(`no gateway ${gateway}`);
    const cutter = await ConnectionCutter.before(process.url);
    this.cutters.push(cutter);
    return cutter;
  }

  /** Queries the whole system's Postgres as its owner. */
  async sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.system.databases.adminUrl });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** The facts about a conversation that a service has recorded, in order. */
  async facts(service: Teller, conversationId: string): Promise<StoredFact[]> {
    return this.sql<StoredFact>(
      `select type, data from ${service}.outbox where aggregate_id = $1 order by seq`,
      [conversationId],
    );
  }

  async told(service: Teller, conversationId: string): Promise<string[]> {
    return (await this.facts(service, conversationId)).map(({ type }) => type);
  }

  /** The units that an agent's conversations take now. */
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

function settingsOf({ config }: OpenSystem): Promise<ConfigApi> {
  return ConfigApi.open(config.url, { login: 'admin@demo', password: 'rejoin-demo' });
}

/** A service by the name of its schema. */
type Teller = 'session_gateway' | 'reconnection_timer' | 'routing';

/** The body of `POST /v1/sign-in`. */
interface Credentials {
  readonly login: string;
  readonly password: string;
}

interface StoredFact {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
