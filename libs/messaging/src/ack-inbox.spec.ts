import { headers, type Msg, type NatsConnection, type NatsError } from 'nats';
import { AckInbox } from './ack-inbox';
import { Publisher } from './publisher';

type Callback = (error: NatsError | null, message: Msg) => void;

/** A connection whose server answers when the test does. */
class Wire {
  readonly replyTo: string[] = [];
  readonly subscriptions: string[] = [];
  isUnsubscribed = false;
  private callback!: Callback;
  readonly connection = {
    subscribe: (subject: string, { callback }: { callback: Callback }) => {
      this.subscriptions.push(subject);
      this.callback = callback;
      return { isClosed: () => this.isUnsubscribed, unsubscribe: () => (this.isUnsubscribed = true) };
    },
    publish: (_subject: string, _body: string, { reply }: { reply: string }) => void this.replyTo.push(reply),
  } as unknown as NatsConnection;

  answer(message: number, seq: number): void {
    const subject = this.replyTo[message] ?? '';
    this.callback(null, { subject, string: () => JSON.stringify({ seq }) } as Msg);
  }

  refuse(): void {
    this.callback(new Error('no right') as NatsError, {} as Msg);
  }
}

const publication = { subject: 'facts', body: '{}', headers: headers() };

describe('the acknowledgements of a connection', () => {
  let wire: Wire;
  let inbox: AckInbox;
  beforeEach(() => {
    wire = new Wire();
    inbox = new AckInbox(wire.connection, undefined);
  });
  const publisher = (...items: string[]) => {
    const made = new Publisher<string>(wire.connection, inbox);
    for (const item of items) made.send(item, publication);
    return made;
  };

  it('reach the publisher that sent the message, by one subscription', () => {
    const [one, other] = [publisher('a', 'b'), publisher('c')];
    wire.answer(2, 7);
    wire.answer(0, 8);
    expect(one.collect().acks).toEqual([{ item: 'a', streamSeq: 8 }]);
    expect(other.collect().acks).toEqual([{ item: 'c', streamSeq: 7 }]);
    expect([one.waiting, other.waiting, wire.subscriptions.length]).toEqual([1, 0, 1]);
  });

  it('that come after the end of their publisher reach nobody', () => {
    publisher('a').close();
    const next = publisher('b');
    wire.answer(0, 7);
    expect([next.waiting, next.collect().acks]).toEqual([1, []]);
  });

  it('end with an error for all, and then the subscription is not used again', () => {
    const all = [publisher('a'), publisher('b')];
    wire.refuse();
    expect(all.map((one) => [one.waiting, one.collect().failure?.message])).toEqual([
      [0, 'no right'],
      [0, 'no right'],
    ]);
    expect(inbox.isClosed).toBe(true);
  });
});
