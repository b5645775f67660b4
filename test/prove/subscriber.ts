import { kindOf, type Envelope } from '@rejoin/contracts';
import type { NatsConnection } from 'nats';
import { connectTo } from '../../tools/portal/connect-to';
import { streams } from '../../tools/portal/reader';
import { pause } from '../story/until';

/** An external system that reads every fact as `integrator`, through all faults of NATS. */
export class Subscriber {
  /** The kind of each fact, by family, subject and version. */
  readonly heard = new Map<string, string>();
  /** Two facts of one version that differ. */
  readonly complaints: string[] = [];
  deliveries = 0;
  private closed = false;

  private constructor(private readonly nats: NatsConnection) {}

  static async connect(url: string): Promise<Subscriber> {
    const subscriber = new Subscriber(await connectTo(url));
    for (const stream of streams) void subscriber.follow(stream);
    return subscriber;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.nats.close();
  }

  /** The services create the durables, also again after a loss of NATS's data. */
  private async follow(stream: string): Promise<void> {
    while (!this.closed) {
      try {
        const consumer = await this.nats.jetstream().consumers.get(stream, 'integrator');
        const messages = await consumer.fetch({ max_messages: 500, expires: 1_000 });
        for await (const message of messages) {
          this.receive(message.json<Envelope>());
          message.ack();
        }
      } catch {
        await pause(300);
      }
    }
  }

  private receive({ family, subject, version, type }: Envelope): void {
    this.deliveries++;
    const name = `${family}/${subject}/${version}`;
    const before = this.heard.get(name);
    if (before !== undefined && before !== kindOf(type))
      this.complaints.push(`${name} is ${before} and ${type}`);
    this.heard.set(name, kindOf(type));
  }
}
