import { AgentClient, ChatClient } from '@rejoin/client';
import { eventually, type TestSystem } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { WebSocket } from 'ws';
import { memory, quick, texts, type Agent } from '../journeys/people';
import { origin } from '../journeys/portal';
import type { Shop } from '../journeys/shop';
import { World } from '../journeys/world';
import { builtBefore, clientsBefore } from './release-before';

const now = { ChatClient, AgentClient };
const gatewayOf = { 'this release': 0, 'the release before': 1 } as const;
type Release = keyof typeof gatewayOf;

describe('while a system is updated', () => {
  let world: World<TestSystem>;
  const open: { leave(): void }[] = [];

  beforeAll(async () => {
    world = await World.open({ gateways: 1, gatewaysOfOthers: [builtBefore()] });
  });
  afterEach(() => {
    for (const client of open.splice(0)) client.leave();
  });
  afterAll(async () => {
    try {
      await world.auditsClean();
    } finally {
      await world.close();
    }
  });

  const clientsOf = (release: Release) => (release === 'this release' ? now : clientsBefore());
  const remember = <Client extends { leave(): void }>(client: Client): Client => {
    open.push(client);
    return client;
  };
  const customer = (release: Release, shop: Shop, line: ConnectionCutter, storage = memory()) => {
    const { ChatClient: Chat } = clientsOf(release);
    const endpoints = [line.url];
    return remember(new Chat({ endpoints, widgetId: shop.name, WebSocket, origin, storage, ...quick }));
  };
  const desk = (release: Release, line: ConnectionCutter) =>
    remember(new (clientsOf(release).AgentClient)({ endpoints: [line.url], WebSocket, ...quick }));

  /** Plays a chat from start to end, with a lost connection and several requests. */
  const lives = async (client: Release, gateway: Release) => {
    const shop = await world.shop();
    const { login, password } = await world.account(shop, 'anna');
    const line = await world.cutter(gatewayOf[gateway]);
    const anna = desk(client, await world.cutter(gatewayOf[gateway]));
    await anna.signIn({ login, password });
    await eventually(() => expect(anna.state.status?.presence).toBe('available'));

    const mia = customer(client, shop, line);
    const { conversationId } = await mia.start();
    const stands = () => anna.conversation(conversationId)?.snapshot;
    await eventually(() => expect(stands()?.state).toBe('active'));
    await mia.send('Hello');
    await anna.send(conversationId, 'How can I help?');
    await anna.sendQuickReply(conversationId, shop.linkReply);
    await eventually(() => expect(mia.entries.some(({ link }) => link !== null)).toBe(true));

    line.cut();
    const unsent = mia.send('written without a line');
    await eventually(() => expect(stands()?.customer.status).toBe('away'));
    await eventually(() => expect(stands()?.slotHeld).toBe(true));
    await eventually(async () =>
      expect(await world.told('reconnection_timer', conversationId)).toContain('ReconnectionWindowOpened'),
    );
    await anna.extend(conversationId);
    await anna.send(conversationId, 'Take your time');
    line.restore();
    await unsent;
    await eventually(() => expect(texts(mia.entries).slice(-2)).toContain('Take your time'));
    await eventually(() => expect(stands()?.slotHeld).toBe(false));
    await mia.extend();
    await mia.endChat();
    await eventually(() => expect(stands()?.state).toBe('wrap-up'));
    await anna.closeConversation(conversationId);
    expect(await world.told('routing', conversationId)).toContain('ConversationClosed');
  };

  it('a client of the previous release is served by a gateway of this one', () =>
    lives('the release before', 'this release'));

  it('a client of this release is served by a gateway of the previous one', () =>
    lives('this release', 'the release before'));

  it.each<[Release, Release]>([
    ['the release before', 'this release'],
    ['this release', 'the release before'],
  ])(
    'a customer of %s continues at a gateway of the other release and back, while the desk stays at one of %s',
    async (release, other) => {
      const shop = await world.shop();
      const anna: Agent = await world.agent(shop, 'anna', { gateway: gatewayOf[other] });
      const storage = memory();
      const lines = {
        [release]: await world.cutter(gatewayOf[release]),
        [other]: await world.cutter(gatewayOf[other]),
      } as Record<Release, ConnectionCutter>;
      let mia = customer(release, shop, lines[release], storage);
      const { conversationId } = await mia.start();
      await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.state).toBe('active'));
      const said: string[] = [];
      for (const gateway of [release, other, release]) {
        mia.leave();
        mia = customer(release, shop, lines[gateway], storage);
        await mia.restore();
        for (const [side, send] of [
          ['customer', (text: string) => mia.send(text)],
          ['agent', (text: string) => anna.desk.send(conversationId, text)],
        ] as const) {
          said.push(`${side}, customer at ${gateway}, ${said.length}`);
          await send(said.at(-1) ?? '');
        }
        await eventually(() => expect(texts(mia.entries)).toEqual(said));
        await eventually(() =>
          expect(texts(anna.desk.conversation(conversationId)?.transcript.entries ?? [])).toEqual(said),
        );
      }
      await anna.desk.end(conversationId);
      await eventually(() => expect(mia.conversation?.ended).toMatchObject({ reason: 'ended' }));
    },
  );

  it('a queue is shown at desks of both releases, with the data that each gateway provides', async () => {
    const shop = await world.shop();
    const anna = await world.agent(shop, 'anna', { maxUnits: 0, gateway: 0 });
    const bert = await world.agent(shop, 'bert', { maxUnits: 0, gateway: 1 });
    expect([anna.desk.isQueuePushed, bert.desk.isQueuePushed]).toEqual([true, false]);
    const mia = customer('this release', shop, await world.cutter(1));
    const { conversationId } = await mia.start();
    const waits = [expect.objectContaining({ conversationId })];
    await eventually(() => expect(anna.desk.state.status?.queue).toEqual(waits));
    await eventually(async () => {
      await bert.desk.refresh();
      expect(bert.desk.state.status?.queue).toEqual(waits);
    });
    await mia.endChat();
  });
});
