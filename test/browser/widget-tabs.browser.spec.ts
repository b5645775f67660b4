import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorldOfItsOwn } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

describeInBrowser('a customer with three tabs that lose the connection together', () => {
  const world = inAWorldOfItsOwn();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;
  let tabs: WidgetPage[];
  let conversationId: string;

  beforeAll(async () => {
    place = await openPlace(world());
  });
  afterAll(async () => {
    await place.portal.close();
  });
  beforeEach(async () => {
    context = await device(browser());
    const before = new Set(place.agent.desk.state.conversations.keys());
    const first = await WidgetPage.open(context, place.portal.url);
    await first.startChat('hello');
    conversationId = await eventually(() =>
      [...place.agent.desk.state.conversations.keys()].find((id) => !before.has(id))!,
    );
    const others = [
      await WidgetPage.open(context, place.portal.url),
      await WidgetPage.open(context, place.portal.url),
    ];
    for (const tab of others) await tab.message('hello').waitFor();
    tabs = [first, ...others];
  });
  afterEach(async () => {
    place.line.restore();
    await context.close();
    await place.agent.desk.end(conversationId).catch(() => undefined);
  });

  const atTheDesk = () => texts(place.agent.desk.conversation(conversationId)?.transcript.entries ?? []);
  const untilDisconnected = () =>
    eventually(
      async () =>
        expect(await world().told('reconnection_timer', conversationId)).toContain(
          'ReconnectionWindowOpened',
        ),
      { timeout: 40_000 },
    );

  /** All tabs are back by themselves with the same transcript, and the disconnect has one outcome. */
  const areBack = async (said: readonly string[], missed: readonly string[] = []) => {
    for (const tab of tabs) {
      for (const text of missed) await tab.message(text).waitFor();
      await eventually(async () =>
        expect(await tab.text(/Reconnecting|Connection lost|Sending/).count()).toBe(0),
      );
    }
    await eventually(() => expect([...atTheDesk()].sort()).toEqual(['hello', ...said, ...missed].sort()));
    for (const tab of tabs) {
      await eventually(async () => expect(await tab.messages()).toEqual(atTheDesk()));
      await tab.say('here I am');
      await eventually(async () => expect(await tab.log.getByText('Sending').count()).toBe(0));
      expect(tab.complaints).toEqual([]);
    }
    const facts = await world().told('reconnection_timer', conversationId);
    const count = (name: string) => facts.filter((fact) => fact === name).length;
    expect([count('ReconnectionWindowOpened'), count('ReconnectAccepted')]).toEqual([1, 1]);
  };

  it('is back in all of them when the network is, with what each has written, once', async () => {
    await context.setOffline(true);
    place.line.cut();
    for (const [index, tab] of tabs.entries()) await tab.say(`from tab ${index}`);
    await untilDisconnected();
    await place.agent.desk.send(conversationId, 'are you there?');
    place.line.restore();
    await context.setOffline(false);
    await areBack(['from tab 0', 'from tab 1', 'from tab 2'], ['are you there?']);
  });

  it('is back in all of them after the gateway was killed', async () => {
    const [gateway] = world().system.gateways;
    await gateway!.kill('SIGKILL');
    await tabs[1]!.say('while it was down');
    await untilDisconnected();
    await gateway!.restart();
    await areBack(['while it was down']);
  });

  it('is back while one tab is frozen, which follows when it is thawed', async () => {
    const frozen = await context.newCDPSession(tabs[2]!.page);
    await frozen.send('Page.setWebLifecycleState', { state: 'frozen' });
    place.line.cut();
    await untilDisconnected();
    place.line.restore();
    await tabs[0]!.say('from a tab that is awake');
    await eventually(() => expect(atTheDesk()).toContain('from a tab that is awake'));
    await frozen.send('Page.setWebLifecycleState', { state: 'active' });
    await areBack(['from a tab that is awake']);
  });

  it('is back in the others when one was closed, which send what it could not', async () => {
    place.line.cut();
    await tabs[0]!.say('of the closed tab');
    await tabs[0]!.page.close();
    await untilDisconnected();
    place.line.restore();
    tabs = tabs.slice(1);
    await areBack(['of the closed tab']);
  });
});
