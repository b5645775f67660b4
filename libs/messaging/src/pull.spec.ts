import type { Msg, MsgHdrs, NatsConnection } from 'nats';
import type { FactMessage } from './fact-message';
import { Pull } from './pull';

/** A connection to NATS, through which a test delivers. */
class Connection {
  readonly requests: { subject: string; batch: number; expires: number; idle_heartbeat?: number }[] = [];
  readonly info: { cluster?: string } = {};
  isSubscribed = true;
  closed = false;
  private callback!: (error: Error | null, message: Msg) => void;

  subscribe(_inbox: string, { callback }: { callback: Connection['callback'] }) {
    this.callback = callback;
    return { unsubscribe: () => void (this.isSubscribed = false) };
  }

  publish(subject: string, text: string): void {
    this.requests.push({ subject, ...(JSON.parse(text) as Omit<Connection['requests'][number], 'subject'>) });
  }

  isClosed(): boolean {
    return this.closed;
  }

  /** Delivers a message, and returns what it is answered with. */
  deliver(): string[] {
    const answers: string[] = [];
    this.receive({ respond: (answer) => answers.push(Buffer.from(answer ?? []).toString()) > 0 });
    return answers;
  }

  status(code: number, description = ''): void {
    this.receive({ headers: { code, description } as MsgHdrs });
  }

  fail(error: Error): void {
    this.callback(error, {} as Msg);
  }

  private receive(message: Partial<Msg>): void {
    this.callback(null, { subject: 'rejoin.v1', ...message } as Msg);
  }
}

describe('a pull', () => {
  let connection: Connection;
  let messages: FactMessage[];
  let idle: number;
  let pull: Pull;
  let end: string | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    connection = new Connection();
    [messages, idle, end] = [[], 0, undefined];
    pull = new Pull(
      connection as unknown as NatsConnection,
      { stream: 'S', durable: 'd', inboxPrefix: undefined },
      (message) => messages.push(message),
      () => idle++,
    );
    pull.over.then(
      () => (end = 'stopped'),
      (error: unknown) => (end = (error as Error).message),
    );
  });
  afterEach(() => jest.useRealTimers());

  /** Passes time in the steps of a process that is not frozen. */
  const pass = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) await jest.advanceTimersByTimeAsync(1_000);
  };
  const batches = () => connection.requests.map(({ batch }) => batch);

  it('has one request at a time, to its durable', () => {
    pull.request(0);
    pull.request(3);
    pull.request(5);
    expect(connection.requests).toMatchObject([{ subject: '$JS.API.CONSUMER.MSG.NEXT.S.d', batch: 3 }]);
  });

  it('asks for more when a request has delivered everything', () => {
    pull.request(2);
    connection.deliver();
    expect([messages.length, idle]).toEqual([1, 0]);
    connection.deliver();
    expect([messages.length, idle]).toEqual([2, 1]);
    pull.request(4);
    expect(batches()).toEqual([2, 4]);
  });

  it.each([
    [404, 'No Messages'],
    [408, 'Request Timeout'],
  ])('asks for more at once when a request ends with %i', (code, description) => {
    pull.request(2);
    connection.status(code, description);
    expect(idle).toBe(1);
    pull.request(2);
    expect(batches()).toEqual([2, 2]);
  });

  it('asks again after a pause when the server refuses, such as for its own limits', async () => {
    pull.request(2);
    connection.status(409, 'Exceeded MaxWaiting');
    expect(idle).toBe(0);
    await jest.advanceTimersByTimeAsync(200);
    expect(idle).toBe(1);
    pull.request(2);
    expect(batches()).toEqual([2, 2]);
  });

  it.each([
    [400, 'Bad Request'],
    [503, ''],
    [409, 'Consumer Deleted'],
  ])(
    'ends with %i %s, and acknowledges nothing: another durable counts its messages anew',
    async (...why) => {
      pull.request(2);
      const answers = connection.deliver();
      connection.status(...why);
      await pass(0);
      await jest.advanceTimersByTimeAsync(0);
      expect(end).toBe(why.join(' '));
      messages[0]?.ack();
      expect(answers).toEqual([]);
      expect(jest.getTimerCount()).toBe(0);
    },
  );

  it('ends with an error of its subscription', async () => {
    connection.fail(new Error('permissions violation'));
    await jest.advanceTimersByTimeAsync(0);
    expect(end).toBe('permissions violation');
    expect(connection.isSubscribed).toBe(false);
  });

  it('asks for one message, with more patience, when none has come for a while', async () => {
    pull.request(9);
    await pass(2);
    connection.status(408, 'Request Timeout');
    await pass(3);
    pull.request(9);
    connection.deliver();
    pull.request(9);
    const requests = connection.requests.map(({ batch, expires }) => [batch, expires / 1e9]);
    expect(requests).toEqual([
      [9, 2],
      [1, 10],
      [9, 2],
    ]);
  });

  it.each([
    ['a request has had no end', {}, 5, 13],
    ['a cluster has not beaten', { cluster: 'three' }, 5, 7],
  ])('ends when its durable is silent: %s', async (_, info, seconds, quietSeconds) => {
    Object.assign(connection.info, info);
    pull.request(2);
    await pass(seconds - 1);
    connection.status(408, 'Request Timeout');
    await pass(2);
    pull.request(2);
    await pass(quietSeconds - 1);
    expect(end).toBeUndefined();
    await pass(1);
    expect(end).toBe('the durable is silent');
  });

  it('waits as long as the durable beats, delivers, or is asked for nothing', async () => {
    connection.info.cluster = 'three';
    await pass(20);
    expect(jest.getTimerCount()).toBe(0);
    pull.request(2);
    for (let i = 0; i < 5; i++) {
      await pass(4);
      connection.status(100, 'Idle Heartbeat');
    }
    connection.deliver();
    await pass(4);
    expect(end).toBeUndefined();
  });

  it('does not take its own silence for that of the durable', async () => {
    pull.request(2);
    await pass(4);
    // The process was frozen: its next timer runs a minute late.
    const before = performance.now();
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => before + 60_000);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(end).toBeUndefined();
    clock.mockRestore();
  });

  it('keeps the messages that are not settled, every second', async () => {
    pull.request(3);
    const [first, second, third] = [connection.deliver(), connection.deliver(), connection.deliver()];
    await pass(1);
    messages[0]?.ack();
    messages[1]?.nak(250);
    await pass(1);
    expect(first).toEqual(['+WPI', '+ACK']);
    expect(second).toEqual(['+WPI', '-NAK {"delay":250000000}']);
    expect(third).toEqual(['+WPI', '+WPI']);
  });

  it('keeps no message for ever, so that one whose handler hangs goes to another replica', async () => {
    pull.request(1);
    const answers = connection.deliver();
    for (let i = 0; i < 100; i++) {
      connection.status(100);
      await pass(1);
    }
    expect(answers).toHaveLength(74);
  });

  it('settles a message once', () => {
    pull.request(1);
    const answers = connection.deliver();
    messages[0]?.nak();
    messages[0]?.ack();
    messages[0]?.nak();
    expect(answers).toEqual(['-NAK']);
  });

  it('acknowledges after it was stopped what it has delivered before, and asks for nothing', async () => {
    pull.request(2);
    const answers = connection.deliver();
    pull.stop();
    await pass(1);
    expect([end, connection.isSubscribed]).toEqual(['stopped', false]);
    pull.request(5);
    messages[0]?.ack();
    expect(answers).toEqual(['+WPI', '+ACK']);
    expect(batches()).toEqual([2]);
    await pass(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('acknowledges nothing after it was invalidated', async () => {
    pull.request(2);
    const answers = connection.deliver();
    pull.invalidate();
    messages[0]?.ack();
    await pass(1);
    expect([end, answers, jest.getTimerCount()]).toEqual(['stopped', [], 0]);
  });

  it('can be stopped when its connection is closed', () => {
    connection.closed = true;
    pull.stop();
    expect(connection.isSubscribed).toBe(true);
  });
});
