import { hashSecret, newSecret } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { eventually, freshDatabases, type FreshDatabases } from '@rejoin/testing';
import type { Socket } from 'node:net';
import { start, type TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { ConversationsStore } from '../../store/conversations.store';
import { DesksStore } from '../../store/desks.store';
import { readSession } from '../../store/session-lookups';
import { LiveFeed } from '../delivery/live-feed';
import { SignIns } from './sign-ins';

const limits = {
  REJOIN_STARTS_PER_ADDRESS: '1/3',
  REJOIN_STARTS_PER_WIDGET: '1/8',
  REJOIN_FAILURES_PER_ADDRESS: '1/4',
  REJOIN_SILENT_SOCKETS_PER_ADDRESS: '10',
};

describe('the socket server', () => {
  let databases: FreshDatabases;
  let database: Database;
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    Object.assign(process.env, limits);
    databases = await freshDatabases();
    gateway = await GatewayFixture.start({ databases });
    const url = databases.urls['session-gateway'];
    database = await Database.open({ url, applicationName: 'test', poolSize: 1 });
  });
  beforeEach(async () => {
    widgetId = await gateway.widget();
  });
  afterAll(async () => {
    for (const name of Object.keys(limits)) delete process.env[name];
    await database.close();
    await gateway.stop();
  });

  const callFrom = (address: string) => gateway.call('/v1/chat', undefined, 0, address);

  async function ask(address: string, frame: object): Promise<{ caller: TestSocket; answer: string }> {
    const caller = await callFrom(address);
    const answer = await caller.ask(frame);
    return { caller, answer: answer.type === 'refused' ? answer.name : answer.type };
  }

  async function answersOf(address: string, times: number, frame: () => object): Promise<string[]> {
    const answers: string[] = [];
    for (let i = 0; i < times; i++) answers.push((await ask(address, frame())).answer);
    return answers;
  }

  it('follows nothing for a client that is gone before its chat has started', async () => {
    const app = gateway.replica().app;
    const live = app.get(LiveFeed);
    const secret = newSecret();
    const gone = await callFrom('127.0.1.9');
    gone.send(start(widgetId, { secret }));
    gone.socket.close();
    const lost = await eventually(async () => {
      const session = await app.get(ConversationsStore).findBySecret(hashSecret(secret));
      return session?.lines.length === 0 ? session : undefined;
    });
    expect(live.followersOf(lost.conversationId)).toEqual([]);
    const { conversationId } = await gateway.started(await callFrom('127.0.1.9'), widgetId);
    expect(live.followersOf(conversationId)).toHaveLength(1);
  });

  it('leaves no connection of an agent who is gone before the desk is open', async () => {
    const { app } = gateway.replica();
    const agentId = await gateway.agent();
    const caller = await gateway.call('/v1/desk');
    const change = jest.spyOn(app.get(DesksStore), 'change');
    const commands = () =>
      change.mock.calls.flatMap(([one]) => (one.agentId === agentId ? one.command.type : []));
    jest.spyOn(app.get(SignIns), 'hasEnded').mockImplementationOnce(async () => {
      caller.socket.close();
      await eventually(() => expect(commands()).toEqual(['lose']));
      return false;
    });
    caller.send({ type: 'sign-in', requestId: 'r1', token: await gateway.token({ agentId }) });
    await eventually(() => expect(commands()).toEqual(['lose', 'join', 'lose']));
    await eventually(async () => {
      const [row] = await database.query(`select desk from desks where agent_id = $1`, [agentId]);
      expect(row).toMatchObject({ desk: { lines: [] } });
    });
    change.mockRestore();
  });

  it('changes the desks of other agents while the row of one is locked', async () => {
    const store = gateway.replica().app.get(DesksStore);
    const [locked, free] = [await gateway.agent(), await gateway.agent()];
    for (const agentId of [locked, free]) await gateway.desk(agentId);
    const status = (agentId: string) => store.change({ agentId, command: { type: 'sign-out' } });
    const { changed } = await database.transaction(async (tx) => {
      await tx.query(`select from desks where agent_id = $1 for update`, [locked]);
      const both = [status(locked), status(free)] as const;
      expect(await both[1]).toMatchObject({ desk: { lines: [] } });
      return { changed: both[0] };
    });
    expect(await changed).toMatchObject({ desk: { lines: [] } });
  });

  describe('with anonymous clients of one address', () => {
    it('limits new conversations, sends the time to wait, and does not limit other addresses', async () => {
      const secret = newSecret();
      expect((await ask('127.0.1.1', start(widgetId, { secret }))).answer).toBe('resumed');
      expect(await answersOf('127.0.1.1', 2, () => start(widgetId))).toEqual(['resumed', 'resumed']);
      const { caller, answer } = await ask('127.0.1.1', start(widgetId));
      expect(answer).toBe('too-many');
      expect(caller.all('refused')[0]?.retryAfterSeconds).toBeGreaterThan(10);
      expect(await caller.closed()).toBe(4429);
      // A customer with a conversation is not anonymous, and another address has limits of its own.
      expect((await ask('127.0.1.1', start(widgetId, { secret }))).answer).toBe('resumed');
      expect((await ask('127.0.1.2', start(widgetId))).answer).toBe('resumed');
    });

    it('limits new conversations of one widget from all addresses', async () => {
      const answers: string[] = [];
      for (let i = 1; i <= 10; i++) answers.push((await ask(`127.0.2.${i}`, start(widgetId))).answer);
      expect(answers.filter((one) => one === 'resumed')).toHaveLength(8);
      expect(answers.slice(8)).toEqual(['too-many', 'too-many']);
      expect((await ask('127.0.2.11', start(await gateway.widget()))).answer).toBe('resumed');
    });

    it('refuses an address that fails too often as too-many, and still accepts a valid secret', async () => {
      const { resume, conversationId } = await gateway.customer(widgetId);
      const wrong = () => ({ ...resume, secret: newSecret() });
      expect(await answersOf('127.0.3.1', 5, wrong)).toEqual([
        ...new Array<string>(4).fill('denied'),
        'too-many',
      ]);
      expect((await ask('127.0.3.1', resume)).answer).toBe('resumed');
      expect((await ask('127.0.3.2', wrong())).answer).toBe('denied');
      await gateway.until(conversationId, ({ lines }) => lines.length > 0);
    });

    it('counts wrong links and tokens over HTTP in the same way, and sends the time to wait', async () => {
      const redeem = () =>
        gateway.http('POST', `/v1/widgets/${widgetId}/redeem`, { body: { link: 'x', secret: newSecret() } });
      for (let i = 0; i < 4; i++) expect((await redeem()).status).toBe(404);
      const { status, headers, json } = await redeem();
      expect([status, json['name']]).toEqual([429, 'too-many']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(10);
      const desk = await gateway.call('/v1/desk');
      expect(await desk.refusal({ type: 'sign-in', token: 'x' })).toBe('too-many');
      expect((await gateway.desk(await gateway.agent())).closeCode).toBeUndefined();
    });

    it('closes the oldest of too many silent sockets, so that the next one is accepted', async () => {
      const { resume } = await gateway.customer(widgetId, { token: undefined });
      const neighbour = await callFrom('127.0.4.2');
      const silent: TestSocket[] = [];
      for (let i = 0; i < 12; i++) silent.push(await callFrom('127.0.4.1'));
      await eventually(() => expect(silent.filter(({ closeCode }) => closeCode === 4429)).toHaveLength(2));
      expect(silent[0]?.all('refused')).toMatchObject([{ name: 'too-many', retryAfterSeconds: 1 }]);
      expect((await ask('127.0.4.1', resume)).answer).toBe('resumed');
      expect(neighbour.closeCode).toBeUndefined();
    });
  });

  it('counts a connection over HTTP like a socket', async () => {
    const silent: TestSocket[] = [await gateway.poll(undefined, 0, '127.0.6.1')];
    for (let i = 0; i < 10; i++) silent.push(await callFrom('127.0.6.1'));
    expect(await silent[0]?.closed()).toBe(4429);
    expect(silent[0]?.all('refused')).toMatchObject([{ name: 'too-many', retryAfterSeconds: 1 }]);
    const wrong = async () =>
      (await gateway.poll(undefined, 0, '127.0.6.2')).refusal({
        type: 'resume',
        conversationId: 'none',
        secret: newSecret(),
        afterSeq: 0,
      });
    const answers: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) answers.push(await wrong());
    expect(answers).toEqual([...new Array<string>(4).fill('denied'), 'too-many']);
  });

  it('reads at most the allowed size of a first frame, and nothing after it', async () => {
    const caller = await callFrom('127.0.5.1');
    const raw = (caller.socket as unknown as { _socket: Socket })._socket;
    const announced = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]);
    raw.write(Buffer.concat([announced, Buffer.alloc(20 * 1024, ' ')]));
    raw.write(Buffer.alloc(5 * 1024, ' '));
    expect(await caller.closed()).toBe(1009);
    expect(caller.all('refused')).toMatchObject([{ name: 'too-large' }]);
  });

  it.each([
    [20 * 1024, 'malformed', 4400],
    [25 * 1024, 'too-large', 1009],
    [100 * 1024, 'too-large', 1009],
  ])(
    'closes in the same way for a first frame of %i bytes that arrives in one piece',
    async (bytes, name, code) => {
      const caller = await callFrom('127.0.5.2');
      caller.raw(' '.repeat(bytes));
      expect(await caller.closed()).toBe(code);
      expect(caller.all('refused')).toMatchObject([{ name }]);
    },
  );

  // This test is the last one, because it stops the only gateway.
  it('ends the connections of clients that do not answer, records their loss, and leaves nothing to sweep', async () => {
    const { caller, conversationId } = await gateway.customer(widgetId);
    caller.socket.pause();
    await gateway.stopReplica(gateway.replica());
    // No other gateway could sweep the connections, so this one has recorded their loss itself.
    expect(await readSession(database, conversationId)).toMatchObject({ lines: [] });
    expect(await database.query(`select incarnation from gateways where swept_at is null`)).toEqual([]);
  });
});
