import { AgentClient, SupervisorClient } from '@rejoin/client';
import { eventually } from '@rejoin/testing';
import { WebSocket } from 'ws';
import type { Agent, Served } from './people';
import { inAWorld } from './world';

/** A time zone in which it is about noon, so that no midnight falls into a journey. */
const noon = zoneOf(12 - new Date().getUTCHours());

function zoneOf(hoursEast: number): string {
  // The sign in the names of these zones is inverted: it counts westwards.
  return `Etc/GMT${hoursEast > 0 ? '-' : '+'}${Math.abs(hoursEast)}`;
}

describe("a supervisor's day", () => {
  const world = inAWorld();

  /** Signs in Sam, who uses only the supervisor's page and has no desk. */
  async function supervisor(): Promise<SupervisorClient> {
    const endpoints = world().system.gateways.map(({ url }) => url);
    const client = new AgentClient({ endpoints, WebSocket });
    const sam = { login: 'sam@demo', password: 'rejoin-demo' };
    const { token } = await eventually(() => client.authenticate(sam));
    return new SupervisorClient({ endpoints, token });
  }

  /**
   * Cuts the customer's connection and waits for both sources: the desk, and the timer and routing, which the
   * supervisor's page reads.
   */
  async function lose(anna: Agent, customer: Served): Promise<void> {
    customer.cutter.cut();
    const { conversationId } = customer;
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(true));
    await outcomeOf(customer, 'ReconnectionWindowOpened');
    await eventually(async () =>
      expect(await world().told('routing', conversationId)).toContain('CapacityHeld'),
    );
  }

  const outcomeOf = (customer: Served, fact: string) =>
    eventually(async () =>
      expect(await world().told('reconnection_timer', customer.conversationId)).toContain(fact),
    );

  it('lists the affected customers, lets a window be rescued, and counts how each one ended', async () => {
    const shop = await world().shop({
      signedIn: true,
      workstream: { timeZone: noon, unitsPerConversation: 2 },
      reconnect: { timeLimitSeconds: 120 },
    });
    const anna = await world().agent(shop, 'anna', { maxUnits: 20 });
    const sam = await supervisor();
    const serve = (subject: string) => world().served(shop, anna, { subject });
    const pageOf = () => sam.windows({ workstreamId: shop.name });

    // By resume: the connection is restored and the browser returns without help.
    const resumed = await serve('resumed');
    await lose(anna, resumed);
    expect(await pageOf()).toMatchObject({
      windows: [
        {
          conversationId: resumed.conversationId,
          workstreamName: shop.name,
          agent: { agentId: anna.agentId, name: 'anna', connected: true },
          kind: 'reconnect',
          heldUnits: 2,
          extensionsLeft: 2,
        },
      ],
      total: 1,
      next: null,
    });
    expect((await sam.agents({ workstreamId: shop.name })).agents).toMatchObject([
      { name: 'anna', line: 'connected', usedUnits: 2, heldUnits: 2, maxUnits: 20, conversations: 1 },
    ]);
    await sam.extend(resumed.conversationId);
    await eventually(async () => expect((await pageOf()).windows).toMatchObject([{ extensionsLeft: 1 }]));
    resumed.cutter.restore();
    await outcomeOf(resumed, 'ReconnectAccepted');

    // By link, on another device.
    const linked = await serve('linked');
    await anna.desk.sendQuickReply(linked.conversationId, shop.linkReply);
    const url = await eventually(() => linked.chat.entries.findLast((entry) => entry.link?.url)?.link?.url);
    await lose(anna, linked);
    const phone = await world().customer(shop, { subject: 'linked', gateway: 1 });
    await phone.chat.reconnectByLink(url);

    // By prompt.
    const prompted = await serve('prompted');
    await lose(anna, prompted);
    const tablet = await world().customer(shop, { subject: 'prompted', gateway: 1 });
    await tablet.chat.continueConversation(prompted.conversationId);

    // One window that the supervisor ends, and one that stays open.
    const lost = await serve('lost');
    await lose(anna, lost);
    await sam.giveUp(lost.conversationId);
    await outcomeOf(lost, 'ConversationSealed');
    await lose(anna, await serve('away'));

    const figures = await sam.figures(shop.name);
    expect(figures).toMatchObject({
      timeZone: noon,
      dropped: 5,
      droppedInQueue: 0,
      back: { resume: 1, link: 1, prompt: 1 },
      expired: 0,
      ended: { customer: 0, agent: 0, supervisor: 1, system: 0 },
      open: 1,
      timeToReturn: { count: 3, p50Seconds: expect.any(Number) },
    });
    expect(figures.timeToReturn.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(figures.held.unitMinutes).toBeGreaterThan(figures.held.conversationMinutes);
    const [counted] = await world().sql<{ holds: number }>(
      `select count(*)::int as holds from routing.holds where workstream_id = $1`,
      [shop.name],
    );
    expect(figures.held.holds).toBe(counted?.holds);
    expect((await sam.queues()).queues.find(({ workstreamId }) => workstreamId === shop.name)).toMatchObject({
      waiting: 0,
      parked: 0,
    });
  });

  it('counts customers who did not return in time', async () => {
    const shop = await world().shop({
      reconnect: { timeLimitSeconds: 2, extension: { times: 0, seconds: 1 } },
      workstream: { timeZone: noon },
    });
    const anna = await world().agent(shop, 'anna');
    const sam = await supervisor();
    const customer = await world().served(shop, anna);
    customer.cutter.cut();
    await outcomeOf(customer, 'ReconnectExpired');
    expect(await sam.figures(shop.name)).toMatchObject({ dropped: 1, expired: 1, open: 0 });
    expect((await sam.windows({ workstreamId: shop.name })).windows).toEqual([]);
  });

  it('is not shown to an agent', async () => {
    const shop = await world().shop();
    const { token } = await world().agent(shop, 'anna');
    const endpoints = world().system.gateways.map(({ url }) => url);
    const nosy = new SupervisorClient({ endpoints, token });
    const all = [nosy.windows(), nosy.queues(), nosy.agents(), nosy.figures(shop.name)];
    await Promise.all(all.map((asked) => expect(asked).rejects.toMatchObject({ name: 'forbidden' })));
  });
});
