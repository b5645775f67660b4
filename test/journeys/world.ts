import { AgentClient, ChatClient } from '@rejoin/client';
import {
  eventually,
  LineCutter,
  startSystem,
  type OpenSystem,
  type SystemOptions,
  type TestSystem,
} from '@rejoin/testing';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { audit } from '../../tools/prove/auditor';
import { SettingsDoor } from '../../tools/story/settings-door';
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

/** A world for a file of journeys, in the system that it shares with others: shops of its own, and nothing is hurt. */
export function inAWorld(): () => World {
  return opened(() => World.share());
}

/** A world with a system of its own, whose processes can be hurt. */
export function inAWorldOfItsOwn(
  options: () => Promise<SystemOptions> = () => Promise.resolve({}),
): () => World<TestSystem> {
  return opened(async () => World.open(await options()));
}

/** Afterwards it is audited and closed. */
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

/** A whole real system, and people of one file of journeys to use it. */
export class World<System extends OpenSystem = OpenSystem> {
  private readonly clients: { leave(): void }[] = [];
  private readonly cutters: LineCutter[] = [];
  private readonly street = randomBytes(3).toString('hex');
  private shops = 0;

  private constructor(
    readonly system: System,
    readonly settings: SettingsDoor,
    private readonly stop: () => Promise<void>,
  ) {}

  static async share(): Promise<World> {
    const system = theSharedSystem();
    return new World(system, await settingsOf(system), () => Promise.resolve());
  }

  static async open(options: SystemOptions = {}): Promise<World<TestSystem>> {
    const system = await startSystem(options);
    return new World(system, await settingsOf(system), () => system.stop());
  }

  /** Ends every client, then stops the processes that are its own. */
  async close(): Promise<void> {
    for (const client of this.clients) client.leave();
    await Promise.all(this.cutters.map((cutter) => cutter.close()));
    await this.stop();
  }

  /**
   * Fails with a sentence for every promise that the system's Postgres does not keep. While others use the system
   * something is always on its way: what is found must be gone in a moment.
   */
  async auditsClean(): Promise<void> {
    const found = await audit(this.system.databases.adminUrl);
    if (found.length === 0) return;
    await eventually(async () => {
      const now = await audit(this.system.databases.adminUrl);
      expect(found.filter((finding) => now.includes(finding))).toEqual([]);
    });
  }

  /** A workstream with a widget of its own, so that journeys do not meet. */
  async shop(terms: ShopTerms = {}): Promise<Shop> {
    const shop = await openShop(this.settings, `shop-${this.street}-${++this.shops}`, terms);
    await this.gatewaysKnow('quick_replies', shop.linkReply);
    await this.gatewaysKnow('widgets', shop.name);
    return shop;
  }

  /** Somebody who can sign in as an agent of a shop, and has not yet. The login is the agent's id too. */
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

  /** An agent of a shop, signed in and available. */
  async agent(shop: Shop, person: string, terms: AgentTerms = {}): Promise<Agent> {
    const { gateway = 0, ...settings } = terms;
    const { login, password } = await this.account(shop, person, settings);
    const cutter = await this.cutter(gateway);
    const desk = this.desk(cutter);
    // A busy machine may take longer to compare a password than the gateway waits: `unavailable`.
    const { token } = await eventually(() => desk.signIn({ login, password }));
    await eventually(() => expect(desk.state.status?.presence).toBe('available'));
    return { agentId: login, desk, cutter, token };
  }

  /** A further desk, or the same one after a crash of its browser. */
  desk(cutter: LineCutter): AgentClient {
    const desk = new AgentClient({ endpoints: [cutter.url], WebSocket, ...quick });
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
  async facts(service: Teller, conversationId: string): Promise<Told[]> {
    return this.sql<Told>(`select type, data from ${service}.outbox where aggregate_id = $1 order by seq`, [
      conversationId,
    ]);
  }

  async told(service: Teller, conversationId: string): Promise<string[]> {
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

function settingsOf({ config }: OpenSystem): Promise<SettingsDoor> {
  return SettingsDoor.open(config.url, { login: 'admin@demo', password: 'rejoin-demo' });
}

/** A service by the name of its schema. */
type Teller = 'session_gateway' | 'reconnection_timer' | 'routing';

/** As `POST /v1/sign-in` takes them. */
interface Credentials {
  readonly login: string;
  readonly password: string;
}

interface Told {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
