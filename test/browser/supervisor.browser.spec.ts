import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import type { Agent, Customer, Served } from '../journeys/people';
import type { Shop, ShopTerms } from '../journeys/shop';
import { inAWorld } from '../journeys/world';
import { DeskPage } from './desk-page';
import { SupervisorPage } from './supervisor-page';

/** Returns a time zone in which no day ends during the test. */
function whereItIsNoon(): string {
  const hours = 12 - new Date().getUTCHours();
  // These zones have inverted signs.
  return `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`;
}

describeInBrowser('a supervisor', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function tab(): Promise<BrowserContext> {
    const context = await device(browser());
    contexts.push(context);
    return context;
  }

  async function supervisorOf(shop: Shop): Promise<SupervisorPage> {
    return SupervisorPage.open(shop, await tab(), await world().cutter(0));
  }

  /** A shop whose windows are long enough for a slow machine. */
  const patient: ShopTerms = {
    workstream: { wrapUpRule: 'always-block' },
    reconnect: { timeLimitSeconds: 180, extension: { times: 2, seconds: 60 } },
  };

  async function served(shop: Shop, agent: Agent, name: string): Promise<Served> {
    const customer = await world().customer(shop);
    const { conversationId } = await customer.chat.start({ name });
    await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(agent.agentId));
    return { ...customer, conversationId };
  }

  const isAway = async ({ conversationId }: Served): Promise<void> => {
    await eventually(async () =>
      expect(await world().told('reconnection_timer', conversationId)).toContain('ReconnectionWindowOpened'),
    );
  };

  it('rescues a customer whose agent is lost: an extension, a transfer to an available colleague, and the return to them', async () => {
    const shop = await world().shop(patient);
    const carla = await world().agent(shop, 'carla', { displayName: 'Carla', maxUnits: 1 });
    await served(shop, carla, 'Li');
    const anna = await world().agent(shop, 'anna', { displayName: 'Anna', graceSeconds: 600 });
    const mia = await served(shop, anna, 'Mia');
    const ben = await world().agent(shop, 'ben', { displayName: 'Ben' });
    const sue = await supervisorOf(shop);
    await sue.page.getByRole('heading', { name: 'No disconnected customers' }).waitFor();

    // Both connections are really cut.
    mia.cutter.cut();
    anna.cutter.cut();
    await sue.row('Mia').getByText('Disconnected', { exact: true }).waitFor();
    await sue.row('Mia').getByText('1 unit').waitFor();
    await sue
      .row('Mia')
      .getByRole('timer', { name: /^\d:\d\d left$/ })
      .waitFor();
    await sue.page.getByRole('listitem').filter({ hasText: 'Anna' }).getByText('Connection lost').waitFor();

    await sue.select('Mia');
    await sue.button('Extend by 1 minute').click();
    await sue.result('Mia: Reconnect time extended.').waitFor();
    await sue.row('Mia').getByText('1 × 1 min').waitFor();

    await sue.select('Mia');
    await sue.button('Transfer').click();
    expect(await sue.dialog.getByRole('radio', { name: /Carla.*no capacity/ }).isDisabled()).toBe(true);
    await sue.dialog.getByRole('radio', { name: /Ben.*Available · 2 units available/ }).check();
    await sue.dialog.getByRole('button', { name: 'Transfer' }).click();
    await sue.result('Mia: Transferred to Ben.').waitFor();
    await sue.row('Mia').getByText('Ben').waitFor();

    mia.cutter.restore();
    await eventually(() =>
      expect(mia.chat.conversation).toMatchObject({
        agent: { agentId: ben.agentId },
        customer: { status: 'connected' },
      }),
    );
    await sue.page.getByRole('heading', { name: 'No disconnected customers' }).waitFor();
    anna.cutter.restore();
    expect(sue.complaints).toEqual([]);
  });

  it('acts on several conversations at once, each with a result of its own, and stops waiting', async () => {
    const shop = await world().shop(patient);
    const anna = await world().agent(shop, 'anna', { displayName: 'Anna', maxUnits: 3 });
    const jan = await served(shop, anna, 'Jan');
    const li = await served(shop, anna, 'Li');
    for (const customer of [jan, li]) customer.cutter.cut();
    await Promise.all([isAway(jan), isAway(li)]);
    await eventually(() =>
      expect(anna.desk.conversation(li.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    await anna.desk.extend(li.conversationId);
    await anna.desk.extend(li.conversationId);

    // From now on no request reaches the gateway that served the page. Another one answers.
    const [gateway] = world().system.gateways;
    const { url } = gateway ?? { url: '' };
    const sue = await SupervisorPage.open(shop, await tab(), { url });
    const network = await sue.page.context().newCDPSession(sue.page);
    await network.send('Network.enable');
    await network.send('Network.setBlockedURLs', { urls: [`${url}/*`] });
    expect(await sue.page.evaluate(`fetch('/desk/').catch(() => 'unreachable')`)).toBe('unreachable');
    await sue.row('Li').getByText('None', { exact: true }).waitFor();
    await sue.row('Jan').waitFor();

    // The rest is done with the keyboard alone.
    await sue.page.getByRole('checkbox', { name: 'Select all shown' }).focus();
    await sue.page.keyboard.press('Space');
    await sue.page.getByText('2 selected').waitFor();
    await sue.page.keyboard.press('Alt+KeyX');
    await sue.page.getByText('Extended 1 of 2').waitFor();
    await sue.result('Jan: Reconnect time extended.').waitFor();
    await sue.result('Li: No extensions left for this conversation.').waitFor();

    await sue.page.getByRole('checkbox', { name: 'Select all shown' }).focus();
    await sue.page.keyboard.press('Space');
    await sue.page.getByText('2 selected').waitFor();
    await sue.page.keyboard.press('Alt+KeyG');
    await sue.dialog.getByText(/The reconnect time limits end now\./).waitFor();
    await sue.dialog.getByRole('button', { name: 'Stop waiting' }).focus();
    await sue.page.keyboard.press('Enter');
    await sue.page.getByText('Stopped waiting 2 of 2').waitFor();
    await sue.page.getByRole('heading', { name: 'No disconnected customers' }).waitFor();

    jan.cutter.restore();
    await eventually(() => expect(jan.tooLate).toHaveLength(1));
    expect(await world().facts('reconnection_timer', jan.conversationId)).toContainEqual(
      expect.objectContaining({
        type: 'ConversationSealed',
        data: expect.objectContaining({ by: 'supervisor' }),
      }),
    );
    expect(sue.complaints).toEqual([]);
  });

  it('monitors a waiting customer, assigns them to a busy agent, and sets the agent to offline, all recorded', async () => {
    const shop = await world().shop(patient);
    const ben = await world().agent(shop, 'ben', { displayName: 'Ben' });
    await ben.desk.setPresence('busy');
    const waiting = await world().customer(shop);
    const { conversationId } = await waiting.chat.start({ name: 'Ada' });
    await waiting.chat.send('Is anybody there?');
    const sue = await supervisorOf(shop);
    await sue.page.getByRole('tab', { name: 'Ongoing conversations' }).click();
    await sue.row('Ada').getByText('Waiting in queue').waitFor();
    await sue.row('Ada').getByText('Is anybody there?').waitFor();
    await sue.button('Monitor the conversation with Ada').click();
    const transcript = sue.page.getByRole('log');
    await transcript.getByText('Is anybody there?').waitFor();
    await waiting.chat.send('Hello?');
    await transcript.getByText('Hello?').waitFor();

    await sue.select('Ada');
    await sue.button('Assign to agent').first().click();
    await sue.dialog.getByRole('radio', { name: /Ben.*Busy/ }).check();
    await sue.dialog.getByRole('button', { name: 'Assign to agent' }).click();
    await sue.result('Ada: Assigned to Ben.').waitFor();
    await eventually(() => expect(waiting.chat.conversation?.agent?.agentId).toBe(ben.agentId));
    await ben.desk.send(conversationId, 'Ben here, how can I help?');
    await transcript.getByText('Ben here, how can I help?').waitFor();

    await sue.page.getByRole('tab', { name: 'Now' }).click();
    await sue.button('Set Ben to offline').click();
    await sue.dialog.getByText(/keeps the current ones/).waitFor();
    await sue.dialog.getByRole('button', { name: 'Set to offline' }).click();
    await eventually(() => expect(ben.desk.state.status?.presence).toBe('offline'));
    expect(waiting.chat.conversation?.agent?.agentId).toBe(ben.agentId);
    const acts = await world().sql<{ action: string; outcome: string }>(
      `select action, outcome from session_gateway.supervisor_actions
       where conversation_id = $1 or agent_id = $2 order by id`,
      [conversationId, ben.agentId],
    );
    expect(acts).toEqual([
      { action: 'assign', outcome: 'done' },
      { action: 'force-offline', outcome: 'done' },
    ]);
    expect(sue.complaints).toEqual([]);
  });

  it('reads the figures of the day: the ways of the returns, the expired windows and the held capacity', async () => {
    const shop = await world().shop({
      ...patient,
      workstream: { openHoldSeconds: 1, timeZone: whereItIsNoon() },
    });
    // No agent is available yet: this customer is lost in the queue, and the place there soon ends.
    const gone: Customer = await world().customer(shop);
    const { conversationId: goneId } = await gone.chat.start({ name: 'Ada' });
    gone.cutter.cut();
    await eventually(async () =>
      expect(await world().told('reconnection_timer', goneId)).toContain('ReconnectExpired'),
    );
    const anna = await world().agent(shop, 'anna', { displayName: 'Anna' });
    const mia = await served(shop, anna, 'Mia');
    mia.cutter.cut();
    await isAway(mia);
    mia.cutter.restore();
    await eventually(() => expect(mia.reconnected).toHaveLength(1));

    const jan = await served(shop, anna, 'Jan');
    await anna.desk.sendQuickReply(jan.conversationId, shop.linkReply);
    await eventually(() => expect(jan.chat.entries.some((entry) => entry.link?.url)).toBe(true));
    const url = jan.chat.entries.findLast((entry) => entry.link?.url)?.link?.url ?? '';
    jan.cutter.cut();
    await isAway(jan);
    const phone = await world().customer(shop);
    await phone.chat.reconnectByLink(url);
    await eventually(() => expect(phone.chat.conversation?.customer.epoch).toBe(2));

    const sue = await supervisorOf(shop);
    await sue.page.getByRole('tab', { name: 'Reports' }).click();
    await eventually(async () =>
      expect(await sue.figuresOf('Outcomes')).toEqual([
        expect.stringMatching(/^Reconnected in same browser\s+1\s+33%$/),
        expect.stringMatching(/^Reconnected via link\s+1\s+33%$/),
        expect.stringMatching(/^Reconnected via prompt\s+0\s+0%$/),
        expect.stringMatching(/^Expired\s+1\s+33%$/),
        expect.stringMatching(/^Ended while disconnected\s+0\s+0%$/),
        expect.stringMatching(/^Still disconnected\s+0\s+0%$/),
      ]),
    );
    await sue.page.getByText('1 while in queue').waitFor();
    await sue.page.getByText(/\(Etc.* time zone\)/).waitFor();
    // Two have an agent; the third was closed in the queue.
    await eventually(async () =>
      expect(await sue.figuresOf('Agents')).toEqual([
        expect.anything(),
        expect.stringMatching(/^Anna\s+2\s/),
      ]),
    );
    await sue.page.getByText('Closed before an agent was assigned: 33%.').waitFor();
    await sue.page.getByRole('application', { name: /^Half reconnected within/ }).waitFor();
    await sue.button('Show as table').click();
    const times = await sue.figuresOf('Time to reconnect');
    const returns = times.slice(1).map((row) => Number(/\s(\d+)\s+\d+%$/.exec(row)?.[1]));
    expect(returns.reduce((sum, count) => sum + count, 0)).toBe(2);
    const held = sue.page.getByRole('region', { name: 'Capacity on hold for disconnected customers' });
    await eventually(async () => expect(await held.innerText()).toMatch(/Holds\s+2/));

    // A day before the shop was opened.
    await sue.page.getByRole('combobox', { name: 'Period' }).selectOption({ label: 'Custom' });
    await sue.page.getByLabel('From', { exact: true }).fill('2024-02-29');
    await sue.page.getByText('Select at most 92 days.').waitFor();
    await sue.page.getByLabel('To', { exact: true }).fill('2024-02-29');
    await sue.page.getByRole('heading', { name: 'No disconnects in this period' }).waitFor();
    await sue.page.getByText(/^Thursday, February 29, 2024 \(Etc/).waitFor();
    expect(sue.complaints).toEqual([]);
  });

  it('must have the role of a supervisor: an agent is refused and sees nothing', async () => {
    const shop = await world().shop();
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const line = await world().cutter(0);
    const desk = await DeskPage.open(await tab(), line);
    await desk.signIn(anna);
    const refused = desk.page.waitForResponse((response) =>
      response.url().includes('/v1/supervisor/windows'),
    );
    await desk.page.goto(`${line.url}/desk/#/supervisor`);
    expect((await refused).status()).toBe(403);
    await desk.page.getByRole('heading', { name: 'You don’t have access to this page' }).waitFor();
    await desk.page.getByRole('link', { name: 'Go to your chats' }).click();
    await desk.page.getByRole('heading', { name: 'No conversations' }).waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
