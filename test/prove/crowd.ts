import { ConfigApi } from '../story/config-api';
import { openShop, type Shop, type ShopTerms } from '../journeys/shop';
import { pause } from '../story/until';
import { Agent, password } from './agent';
import { Customer } from './customer';
import { Line } from './line';
import type { Random } from './random';
import { Records, type ShownTranscript } from './records';
import type { System } from './system';

const customersCount = 14;
const agentsCount = 4;
/** Fewer units than the customers need, so that some always wait in the queue. */
const unitsEach = 3;

/**
 * The first shop has windows of 5 s, so that they expire. In the second one customers return from nearly
 * every fault.
 */
const terms: readonly ShopTerms[] = [
  {
    reconnect: { timeLimitSeconds: 5, extension: { times: 1, seconds: 5 } },
    workstream: { openHoldSeconds: 5, autoCloseSeconds: 60 },
  },
  { reconnect: { timeLimitSeconds: 60 }, workstream: { openHoldSeconds: 60 } },
];

/** The customers and agents of a campaign: real clients, each behind proxies of its own. */
export class Crowd {
  readonly records = new Records();
  readonly agents = new Map<string, Agent>();
  private readonly customers: Customer[] = [];
  private readonly lines: Line[] = [];

  private constructor(
    private readonly system: System,
    private readonly random: Random,
    readonly settings: ConfigApi,
  ) {}

  static async open(system: System, random: Random): Promise<Crowd> {
    const config = system.of('config')[0]?.process.url ?? '';
    const settings = await ConfigApi.open(config, { login: 'admin@demo', password: 'rejoin-demo' });
    const crowd = new Crowd(system, random, settings);
    const shops: Shop[] = [];
    for (const [n, one] of terms.entries()) shops.push(await openShop(settings, `shop-${n + 1}`, one));
    for (let n = 1; n <= agentsCount; n++) await crowd.employ(`agent-${n}`, shops, unitsEach);
    for (let n = 1; n <= customersCount; n++) {
      const around = { shops, agents: crowd.agents, records: crowd.records };
      crowd.customers.push(new Customer(`customer-${n}`, await crowd.line(), random.fork(n), around));
    }
    return crowd;
  }

  begin(): void {
    for (const one of [...this.agents.values(), ...this.customers]) void one.live();
  }

  /** All customers finish their current action and stay connected. Returns the customers that could not. */
  async rest(): Promise<string[]> {
    for (const agent of this.agents.values()) agent.resting = true;
    const stuck = await Promise.all(this.customers.map((customer) => customer.rest()));
    return stuck.filter((one) => one !== undefined);
  }

  goOn(): void {
    for (const agent of this.agents.values()) agent.resting = false;
    for (const customer of this.customers) customer.goOn();
  }

  /** Every customer ends their chat. */
  async empty(): Promise<void> {
    await Promise.all(this.customers.map((customer, n) => customer.end(n % 2 === 0)));
  }

  shown(): ShownTranscript[] {
    return [...this.agents.values(), ...this.customers].flatMap((one) => one.shown());
  }

  async close(): Promise<void> {
    for (const customer of this.customers) customer.stop();
    for (const agent of this.agents.values()) agent.leave();
    await Promise.all(this.lines.map((line) => line.close()));
  }

  async line(): Promise<Line> {
    const line = await Line.to(this.system.gatewayUrls);
    this.lines.push(line);
    return line;
  }

  private async employ(agentId: string, shops: readonly Shop[], maxUnits: number): Promise<void> {
    await employ(this.settings, agentId, shops, maxUnits);
    const agent = new Agent(
      agentId,
      await this.line(),
      this.random.fork(100 + this.agents.size),
      this.records,
    );
    await signedIn(agent);
    this.agents.set(agentId, agent);
  }
}

/** Creates an agent and the account in config. */
export function employ(
  settings: ConfigApi,
  agentId: string,
  shops: readonly Shop[],
  maxUnits: number,
): Promise<void> {
  const workstreamIds = shops.map(({ name }) => name);
  const agent = {
    active: true,
    maxUnits,
    defaultPresence: 'available',
    graceSeconds: 60,
    workstreamIds,
  } as const;
  return settings.agent(agentId, agentId, agent, password);
}

/** The services receive a new agent a moment after config has stored it. */
export async function signedIn(agent: Agent): Promise<void> {
  for (let tries = 50; ; tries--) {
    try {
      await agent.signIn();
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await pause(200);
    }
  }
}
