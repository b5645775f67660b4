import { newSecret } from '@rejoin/client';
import { eventually } from '@rejoin/testing';
import { WebSocket } from 'ws';
import { origin } from './portal';
import { inAWorld } from './world';

describe('two replicas of each service', () => {
  const world = inAWorld();

  it('create one conversation for a start that is sent to both gateways at the same moment', async () => {
    const shop = await world().shop();
    const start = JSON.stringify({ type: 'start', requestId: 'r', widgetId: shop.name, secret: newSecret() });
    const sockets = world().system.gateways.map(
      ({ url }) => new WebSocket(`${url.replace('http', 'ws')}/v1/chat`, { origin }),
    );
    const ids = sockets.map(
      (socket) =>
        new Promise((resolve, reject) => {
          socket.on('open', () => socket.send(start));
          socket.on('message', (data: Buffer) => {
            const frame = JSON.parse(data.toString()) as { type: string; conversationId?: string };
            if (frame.type === 'resumed') resolve(frame.conversationId);
          });
          socket.on('close', reject);
        }),
    );
    const [one, other] = await Promise.all(ids);
    for (const socket of sockets) socket.close();
    expect(one).toBe(other);
    expect(
      await world().sql(`select id from session_gateway.conversations where widget_id = $1`, [shop.name]),
    ).toHaveLength(1);
  });

  it('give an agent with one free slot one of the chats that start at the same moment', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna', { maxUnits: 1 });
    const customers = await Promise.all([0, 1, 0, 1].map((gateway) => world().customer(shop, { gateway })));
    await Promise.all(customers.map(({ chat }) => chat.start()));
    const assigned = () => customers.filter(({ chat }) => chat.conversation?.state === 'active');
    await eventually(() => expect(assigned()).toHaveLength(1));
    expect(await world().used(anna)).toBe(1);
    // The other chats waited only for this slot.
    await assigned()[0]?.chat.endChat();
    await eventually(async () => {
      const rows = await world().sql(
        `select 1 from routing.capacity_ledger where agent_id = $1 and released_at is not null`,
        [anna.agentId],
      );
      expect(rows).toHaveLength(1);
      expect(await world().used(anna)).toBe(1);
    });
  });
});
