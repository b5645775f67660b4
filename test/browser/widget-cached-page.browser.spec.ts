import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace, visit, WidgetPage, type Place } from './widget-page';

describeInBrowser('a page with the widget that comes back from the back/forward cache', () => {
  const world = inAWorld();
  const browser = inABrowser({ whole: true });
  let patient: Place;
  let hasty: Place;
  let place: Place;
  let context: BrowserContext;
  let widget: WidgetPage;
  let conversationId: string;

  beforeAll(async () => {
    patient = await openPlace(world());
    hasty = await openPlace(world(), {
      reconnect: { timeLimitSeconds: 1, extension: { times: 0, seconds: 1 } },
    });
  });
  afterAll(async () => {
    await patient.portal.close();
    await hasty.portal.close();
  });
  afterEach(async () => {
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  const desk = () => place.agent.desk;
  const atTheDesk = () => texts(desk().conversation(conversationId)?.transcript.entries ?? []);

  async function untilMine(since: ReadonlySet<string>): Promise<void> {
    conversationId = await eventually(() => {
      const mine = [...desk().state.conversations.keys()].find((id) => !since.has(id));
      expect(mine).toBeDefined();
      return mine!;
    });
  }

  /** A page that the test recognises when it comes back. */
  async function open(at: Place = patient): Promise<void> {
    place = at;
    ({ context, widget } = await visit(browser(), place.portal.url));
    await widget.page.evaluate(`{
      const Native = WebSocket;
      window.WebSocket = class extends Native {
        constructor(url) {
          super(url);
          window.sockets++;
        }
      };
      addEventListener('pageshow', (event) => { window.persisted = event.persisted; });
      addEventListener('pagehide', () => { window.sockets = 0; });
    }`);
  }

  async function chat(at?: Place): Promise<void> {
    await open(at);
    const before = new Set(desk().state.conversations.keys());
    await widget.startChat('hello');
    await untilMine(before);
  }

  const leave = () => widget.page.goto(`${place.portal.origin}/other`);

  /** Leaves for a page of the same portal that embeds the widget as well. */
  async function leaveForTheNextPage(): Promise<void> {
    const { url } = place.line;
    place.portal.write(`<!doctype html><html lang="en"><title>Next</title>
      <script async src="${url}/widget/v1.js" data-widget-id="${place.shop.name}"></script></html>`);
    await widget.page.goto(`${place.portal.origin}/own`);
    await widget.launcher.first().waitFor();
  }

  async function comeBack(): Promise<void> {
    // A page that was kept in the cache does not load again.
    await widget.page.goBack({ waitUntil: 'commit' });
    expect(await widget.page.evaluate('window.persisted')).toBe(true);
  }

  /** Connections since the page came back. */
  const sockets = () => widget.page.evaluate<number>('sockets');
  const says = (text: string | RegExp) => widget.text(text).first().waitFor();

  it('has the missed messages, by one connection', async () => {
    await chat();
    await leave();
    await desk().send(conversationId, 'still there?');
    await comeBack();
    await widget.message('still there?').waitFor();
    await widget.say('yes');
    await eventually(() => expect(atTheDesk()).toEqual(['hello', 'still there?', 'yes']));
    expect(await sockets()).toBe(1);
  });

  it('has one chat with another tab, which was used meanwhile', async () => {
    await chat();
    const other = await WidgetPage.open(context, place.portal.url);
    await other.message('hello').waitFor();
    await widget.page.bringToFront();
    await leave();
    await other.say('from the other tab');
    await desk().send(conversationId, 'to both');
    await other.composer.fill('a draft');
    await comeBack();
    await widget.message('to both').waitFor();
    await eventually(async () => expect(await widget.composer.inputValue()).toBe('a draft'));
    await widget.say('back again');
    await other.message('back again').waitFor();
    expect(await widget.messages()).toEqual(await other.messages());
    expect(desk().conversation(conversationId)?.snapshot?.customer.epoch).toBe(1);
    expect(other.complaints).toEqual([]);
  });

  /** The link that the agent sends and the customer has received. */
  async function linkOf(chat: WidgetPage): Promise<string> {
    await desk().sendQuickReply(conversationId, place.shop.linkReply);
    await chat.message('Come back with').waitFor();
    const { reconnectId } = await chat.page.evaluate<{ reconnectId: string }>('Rejoin.getReconnectContext()');
    return `${place.portal.url}#oc.reconnectid=${reconnectId}`;
  }

  it('goes on after another tab has taken the chat over by a link', async () => {
    await chat();
    const link = await linkOf(widget);
    await leave();
    const other = await WidgetPage.open(context, link);
    await other.button('Continue here').click();
    await other.say('taken over');
    await widget.page.bringToFront();
    await comeBack();
    await widget.message('taken over').waitFor();
    await widget.say('in both');
    await other.message('in both').waitFor();
    expect(desk().conversation(conversationId)?.snapshot?.customer.epoch).toBe(2);
  });

  it.each([
    ['alone', false],
    ['beside a tab that knows it', true],
  ])('says that another device has taken the chat over: %s', async (_, isBeside) => {
    await chat();
    const link = await linkOf(widget);
    const beside = isBeside ? await WidgetPage.open(context, place.portal.url) : undefined;
    await widget.page.bringToFront();
    await leave();
    const other = await WidgetPage.open(await device(browser()), link);
    await other.button('Continue here').click();
    await other.say('on the phone');
    await beside?.text('This chat is open on another device').first().waitFor();
    await comeBack();
    await says('This chat is open on another device');
    expect(desk().conversation(conversationId)?.snapshot?.customer.epoch).toBe(2);
    await other.page.context().close();
  });

  it.each([
    ['alone', false],
    ['beside a tab that knows it', true],
  ])('says that the chat has ended: %s', async (_, isBeside) => {
    await chat();
    const beside = isBeside ? await WidgetPage.open(context, place.portal.url) : undefined;
    await beside?.message('hello').waitFor();
    await widget.page.bringToFront();
    await leave();
    await desk().end(conversationId);
    await beside?.text('This chat has ended').first().waitFor();
    await comeBack();
    await says('This chat has ended');
    expect(await widget.text(/Reconnecting|left to return/).count()).toBe(0);
  });

  it('says that the time is over', async () => {
    await chat(hasty);
    await leave();
    await eventually(() => expect(desk().conversation(conversationId)?.snapshot?.ended).toBeTruthy());
    await comeBack();
    await says('This chat has timed out');
  });

  it('shows nothing of the chat to whoever comes back after a sign-out on the next page', async () => {
    await chat();
    await leaveForTheNextPage();
    await widget.message('hello').waitFor();
    await widget.page.evaluate('Rejoin.shutdown()');
    await comeBack();
    await widget.panel.waitFor({ state: 'detached' });
    await widget.openPanel();
    await widget.text('Ask us anything').waitFor();
    expect(await widget.message('hello').count()).toBe(0);
  });

  it('shows the next chat, which was begun on the next page after this one had ended', async () => {
    await chat();
    await desk().end(conversationId);
    await says('This chat has ended');
    await leaveForTheNextPage();
    const before = new Set(desk().state.conversations.keys());
    await widget.say('another one');
    await untilMine(before);
    await desk().send(conversationId, 'hello again');
    await widget.message('hello again').waitFor();
    await comeBack();
    await widget.message('another one').waitFor();
    expect(await widget.messages()).toEqual(['another one', 'hello again']);
  });

  it('shows a chat that was begun on the next page, where this one had only the launcher', async () => {
    await open();
    await widget.launcher.waitFor();
    await leaveForTheNextPage();
    await widget.startChat('on the next page');
    await comeBack();
    await widget.message('on the next page').waitFor();
    await widget.say('back');
    await widget.log.getByText('Sending').waitFor({ state: 'detached' });
    expect(await sockets()).toBe(1);
  });

  it('no longer offers a link that was used on the next page', async () => {
    await chat();
    const link = await linkOf(widget);
    await context.close();
    await open();
    await widget.page.evaluate(`location.hash = '${new URL(link).hash}'`);
    await widget.button('Continue here').waitFor();
    await leaveForTheNextPage();
    await widget.button('Continue here').click();
    await widget.message('hello').waitFor();
    await comeBack();
    await widget.message('hello').waitFor();
    expect(await widget.button('Continue here').count()).toBe(0);
  });
});
