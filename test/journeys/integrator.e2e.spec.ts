import { eventually, type TestSystem } from '@rejoin/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { World } from './world';

const program = join(__dirname, '../../docs/examples/follow.mjs');

describe('a system that knows only the AsyncAPI document', () => {
  let world: World<TestSystem>;
  let follower: ChildProcess;
  let said = '';

  beforeAll(async () => {
    world = await World.open();
    follower = spawn(process.execPath, [program], {
      env: { NATS_URL: world.system.nats.urlOf('integrator') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    follower.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  });
  afterAll(async () => {
    follower.kill('SIGKILL');
    await world.close();
  });

  /** The facts of a family about one conversation, in the order in which the integrator received them. */
  const heard = (family: string, conversationId: string) =>
    said
      .split('\n')
      .filter((line) => line.startsWith(`${family}/${conversationId} `))
      .map((line) => line.split(' ')[2]?.replace('rejoin.v1.', ''));

  it("follows a conversation's whole story, each fact once and in order, through a loss of NATS's data", async () => {
    const shop = await world.shop();
    const anna = await world.agent(shop, 'anna');
    const { chat, cutter, conversationId } = await world.served(shop, anna);
    await chat.send('a word that is nobody else’s business');
    await eventually(() => expect(heard('session', conversationId)).toContain('MessageSent'));

    await world.system.nats.wipe();
    cutter.cut();
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(true), {
      timeout: 30_000,
    });
    cutter.restore();
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(false));
    await anna.desk.end(conversationId);

    const told = async () => ({
      session: await world.told('session_gateway', conversationId),
      reconnection: await world.told('reconnection_timer', conversationId),
      routing: await world.told('routing', conversationId),
    });
    await eventually(
      async () => {
        const { session, reconnection, routing } = await told();
        expect(routing).toContain('ConversationWrappedUp');
        expect(heard('session', conversationId)).toEqual(session);
        expect(heard('reconnection', conversationId)).toEqual(reconnection);
        expect(heard('routing', conversationId)).toEqual(routing);
      },
      { timeout: 45_000 },
    );
    expect(said).not.toContain('nobody else');
  });
});
