import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Customer } from '../story/customer';
import { ConfigApi } from '../story/config-api';
import { Stage } from '../story/stage';
import { until } from '../story/until';
import { Deployment } from './deployment';

export const administrator = { login: 'you@example.com', password: 'a long sentence of words' };

/** Options of `docker compose run` that sign the command line in. */
export const asYou = [
  ...['--env', `REJOIN_ADMIN_LOGIN=${administrator.login}`],
  ...['--env', `REJOIN_ADMIN_PASSWORD=${administrator.password}`],
];

export const services = ['gateway-1', 'gateway-2', 'config', 'routing', 'reconnection-timer'];

/** Longer than every pause in which an operator stops all gateways. */
const graceSeconds = 300;

/** One deployment that all steps use, and the agent Anna and the customer Mia, who talk between the steps. */
export class OperatorsPath {
  readonly deployment = new Deployment(
    process.env['REJOIN_COMPOSE_WORK'] ?? mkdtempSync(join(tmpdir(), 'rejoin-compose-')),
  );
  /** What Mia must see, and nothing else. */
  readonly said: string[] = [];
  private stage: Stage | undefined;
  private set: Awaited<ReturnType<Stage['set']>> | undefined;
  private customer: Customer | undefined;
  private broken = false;

  /** Each step needs the previous one. */
  step(promise: string, act: () => Promise<void>, limitMs = 180_000): void {
    it(
      promise,
      async () => {
        if (this.broken) throw new Error('not reached: a step before failed');
        try {
          await act();
        } catch (error) {
          this.broken = true;
          process.stderr.write(`${await this.deployment.report()}\n`);
          throw error;
        }
      },
      limitMs,
    );
  }

  get mia(): Customer {
    if (!this.customer) throw new Error('Mia has not arrived');
    return this.customer;
  }

  /** Anna signs in, and Mia starts a chat with her. */
  async theyArrive(): Promise<void> {
    const settings = await ConfigApi.open(this.deployment.config, administrator);
    const { gateways, config } = this.deployment;
    this.stage = new Stage({ gateways, config, administrator, pidOf: () => undefined }, settings);
    this.set = await this.stage.set({
      agents: { Anna: 5 },
      graceSeconds,
      reconnect: { timeLimitSeconds: 300 },
      debounceSeconds: 10,
    });
    this.customer = await this.arrives('Mia');
  }

  /** A customer starts a chat, and Anna gets it. */
  async arrives(name: string, way: Parameters<Scenery['customer']>[1] = {}): Promise<Customer> {
    const customer = await this.scenery.customer(name, { endpoints: this.deployment.gateways, ...way });
    await customer.start();
    await this.scenery.desk('Anna').finds(name, customer, ({ state }) => state === 'active');
    return customer;
  }

  /** Anna stays at her desk, with a sign-in that is made with the newest keys. */
  async annaSignsInAgain(): Promise<void> {
    await this.scenery.desk('Anna').signIn();
  }

  /** A new message of Mia arrives at the desk, and its answer at her. */
  async theyTalk(about: string): Promise<void> {
    const [question, answer] = [`question about ${about}`, `answer about ${about}`];
    const anna = this.scenery.desk('Anna');
    await this.mia.chat.send(question);
    const arrived = () => anna.entriesOf(this.mia).some(({ text }) => text === question);
    await until(`Anna reads about ${about}`, arrived, 60_000);
    await anna.client.send(this.mia.conversationId, answer);
    await until(`Mia reads about ${about}`, () => this.mia.messages.includes(answer), 60_000);
    this.said.push(question, answer);
  }

  async theyLeave(): Promise<void> {
    await this.stage?.sendEverybodyHome().catch(() => undefined);
  }

  private get scenery(): Scenery {
    if (!this.set) throw new Error('nobody has arrived');
    return this.set;
  }
}

type Scenery = Awaited<ReturnType<Stage['set']>>;
