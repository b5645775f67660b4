import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { installClock, openPlace, visit, WidgetPage, type Place } from './widget-page';

describeInBrowser('a customer whose connection breaks', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;
  let widget: WidgetPage;
  let conversationId: string;

  beforeAll(async () => {
    place = await openPlace(world());
  });
  afterAll(async () => {
    await place.portal.close();
  });

  beforeEach(async () => {
    const before = new Set(place.agent.desk.state.conversations.keys());
    ({ context, widget } = await visit(browser(), place.portal.url));
    await widget.startChat('hello');
    conversationId = await eventually(() => {
      const [mine] = [...place.agent.desk.state.conversations.keys()].filter((id) => !before.has(id));
      expect(mine).toBeDefined();
      return mine!;
    });
  });
  afterEach(async () => {
    place.line.restore();
    expect(widget.complaints).toEqual([]);
    await context.close();
    await place.agent.desk.end(conversationId).catch(() => undefined);
  });

  const atTheDesk = () => texts(place.agent.desk.conversation(conversationId)?.transcript.entries ?? []);
  const agentSays = (text: string) => place.agent.desk.send(conversationId, text);

  it('receives missed messages, and sends unsent ones once and in order, after a dropped connection', async () => {
    place.line.cut();
    await widget.say('one');
    await widget.say('two');
    await agentSays('are you there?');
    place.line.restore();
    await widget.message('are you there?').waitFor();
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'are you there?', 'one', 'two']));
    await eventually(async () =>
      expect(await widget.messages()).toEqual(['hello', 'are you there?', 'one', 'two']),
    );
  });

  it('reconnects as soon as the network is back', async () => {
    await context.setOffline(true);
    place.line.cut();
    await widget.say('from the tunnel');
    await widget.log.getByText('Sending').waitFor();
    place.line.restore();
    await context.setOffline(false);
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'from the tunnel']));
    await widget.log.getByText('Sending').waitFor({ state: 'detached' });
  });

  it('keeps the chat through a refresh, with the text of the composer', async () => {
    await widget.composer.fill('half a sente');
    await widget.page.reload();
    await widget.message('hello').waitFor();
    expect(await widget.composer.inputValue()).toBe('half a sente');
    await widget.say('after the refresh');
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'after the refresh']));
  });

  it('sends unsent messages after the tab was closed and opened again', async () => {
    place.line.cut();
    await widget.say('unsent');
    await widget.page.close();
    place.line.restore();
    widget = await WidgetPage.open(context, place.portal.url);
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'unsent']));
    expect(await widget.messages()).toEqual(['hello', 'unsent']);
  });

  it('sends from the remaining tab what a closed one could not send, before its own messages', async () => {
    const other = await WidgetPage.open(context, place.portal.url);
    await other.message('hello').waitFor();
    place.line.cut();
    await widget.say('of the closed tab');
    await widget.page.close();
    await other.say('of the tab that is left');
    place.line.restore();
    widget = other;
    await eventually(() =>
      expect(atTheDesk()).toEqual(['hello', 'of the closed tab', 'of the tab that is left']),
    );
  });

  it('has one chat in two tabs: messages, composer and sign-out', async () => {
    const other = await WidgetPage.open(context, place.portal.url);
    await other.say('from the other tab');
    await widget.message('from the other tab').waitFor();
    await widget.composer.fill('a draft');
    await eventually(async () => expect(await other.composer.inputValue()).toBe('a draft'));
    expect(place.agent.desk.conversation(conversationId)?.snapshot?.customer.epoch).toBe(1);
    await other.page.evaluate('Rejoin.shutdown()');
    await widget.panel.waitFor({ state: 'detached' });
    // A removal by another tab is visible here a moment after its notification.
    await eventually(async () => expect(await widget.page.evaluate('Object.keys(localStorage)')).toEqual([]));
    expect(other.complaints).toEqual([]);
  });

  it('sees no more remaining time than the agent, when only the server knows that the connection is lost', async () => {
    place.line.strand();
    const deadline = await eventually(() => {
      const { window } = place.agent.desk.conversation(conversationId)!.snapshot!;
      expect(window).not.toBeNull();
      return Date.parse(window!.deadlineAt);
    });
    await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
    await widget.panel.getByRole('timer').waitFor();
    const [now, left] = await widget.page.evaluate<[number, number]>(
      '[Date.now(), Rejoin.getReconnectContext().secondsLeft]',
    );
    expect(left).toBeLessThanOrEqual((deadline - now) / 1000 + 1);
    expect(left).toBeGreaterThan(30);
  });

  it("sees no time left after an hour of sleep, in which the page's clock did not run", async () => {
    await widget.page.evaluate(`{
      const now = Date.now;
      window.slept = 0;
      Date.now = () => now() + slept;
    }`);
    place.line.cut();
    const timer = widget.panel.getByRole('timer');
    await timer.getByText(/0:5\d/).waitFor();
    await widget.page.evaluate('slept = 3_600_000');
    await timer.getByText('0:00').waitFor();
    await widget.text('This chat may have timed out').waitFor();
    expect(await widget.page.evaluate('Rejoin.getReconnectContext().secondsLeft')).toBe(0);
  });

  it('retries every 2.5 s in the first minute, and at once when the customer types', async () => {
    const { clock } = widget.page;
    await installClock(widget.page);
    await widget.page.reload();
    await widget.message('hello').waitFor();
    await clock.pauseAt(Date.now() + 5_000);
    await widget.page.evaluate(`{
      const Native = WebSocket;
      window.attempts = 0;
      window.WebSocket = class extends Native {
        constructor(url) {
          super(url);
          attempts++;
        }
      };
    }`);
    const attempts = () => widget.page.evaluate<number>('attempts');
    place.line.cut();
    await eventually(async () => {
      await clock.runFor(100);
      expect(await attempts()).toBeGreaterThan(0);
    });
    for (let n = 0; n < 20; n++) {
      const before = await attempts();
      await clock.runFor(2_600);
      expect(await attempts()).toBeGreaterThan(before);
    }
    await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
    await clock.runFor(1_100);
    place.line.restore();
    // From here on the page's clock is stopped, so no timer can cause the reconnect.
    const before = await attempts();
    await widget.composer.pressSequentially('here I am');
    await widget.composer.press('Enter');
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'here I am']));
    // There is no further attempt when the one in progress succeeded.
    expect((await attempts()) - before).toBeLessThanOrEqual(1);
  });

  it('sees short disconnects in a row as one line of the transcript', async () => {
    const statusIs = (status: string) =>
      eventually(() =>
        expect(place.agent.desk.conversation(conversationId)?.snapshot?.customer.status).toBe(status),
      );
    for (let n = 0; n < 3; n++) {
      place.line.cut();
      await statusIs('away');
      place.line.restore();
      await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
      await statusIs('connected');
    }
    await widget.log.getByText('You were disconnected and reconnected 3 times').waitFor();
    expect(await widget.log.getByText(/You were disconnected|You reconnected/).count()).toBe(1);
  });

  it('continues after the phone was locked', async () => {
    const devtools = await context.newCDPSession(widget.page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    place.line.drop();
    await agentSays('wake up');
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await widget.message('wake up').waitFor();
  });
});

describeInBrowser('a customer who was silent for longer than the debounce and then changes the page', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;

  beforeAll(async () => {
    place = await openPlace(world(), { debounceSeconds: 3 });
  });
  afterAll(async () => {
    await place.portal.close();
  });

  const silent = async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.startChat('hello');
    // This is the silence.
    await widget.page.evaluate('new Promise((resolve) => setTimeout(resolve, 4_000))');
    return { context, widget };
  };
  const statusAtTheDesk = () =>
    [...place.agent.desk.state.conversations.values()].at(-1)?.snapshot?.customer.status;

  it('was not disconnected when the next page is there sooner', async () => {
    const { context, widget } = await silent();
    await widget.page.reload();
    await widget.message('hello').waitFor();
    await widget.say('on the next page');
    await widget.log.getByText('Sending').waitFor({ state: 'detached' });
    expect(await widget.text(/You were disconnected|You reconnected/).count()).toBe(0);
    expect(statusAtTheDesk()).toBe('connected');
    await context.close();
  });

  it('was disconnected when it takes longer (the counterpart)', async () => {
    const { context, widget } = await silent();
    await widget.page.goto('about:blank');
    await eventually(() => expect(statusAtTheDesk()).toBe('away'));
    await widget.page.goto(place.portal.url);
    await widget.log.getByText(/You were disconnected/).waitFor();
    await context.close();
  });
});
