import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { Browser } from 'playwright-core';
import { texts } from '../journeys/people';
import { tokenFor } from '../journeys/portal';
import { inAWorld } from '../journeys/world';
import { openPlace, visit, WidgetPage, type Place } from './widget-page';

/**
 * Sends the reconnect link to the customer whose chat has just begun, and returns it as the customer received
 * it.
 */
async function linkFor(place: Place, widget: WidgetPage): Promise<{ link: string; conversationId: string }> {
  const { desk } = place.agent;
  const conversationId = await eventually(
    () =>
      [...desk.state.conversations.values()].findLast(({ snapshot }) => snapshot?.state === 'active')
        ?.snapshot?.conversationId,
  );
  await desk.sendQuickReply(conversationId, place.shop.linkReply);
  await widget.message('Come back with').waitFor();
  const { reconnectId } = await widget.page.evaluate<{ reconnectId: string }>('Rejoin.getReconnectContext()');
  return { link: `${place.portal.url}#oc.reconnectid=${reconnectId}`, conversationId };
}

describeInBrowser('a customer who reconnects in another way', () => {
  const world = inAWorld();
  const inBrowser = inABrowser();
  const places: Place[] = [];
  let browser: Browser;
  let patient: Place;
  let hasty: Place;
  let leading: Place;

  const openOne = async (...terms: Parameters<typeof openPlace>): Promise<Place> => {
    const place = await openPlace(...terms);
    places.push(place);
    return place;
  };

  beforeAll(async () => {
    browser = inBrowser();
    const short = { timeLimitSeconds: 1, extension: { times: 0, seconds: 1 } };
    patient = await openOne(world());
    hasty = await openOne(world(), { reconnect: short });
    leading = await openOne(world(), { reconnect: { ...short, redirectUrl: 'http://127.0.0.1:1/late' } });
  });
  afterAll(async () => {
    for (const { portal } of places) await portal.close();
  });

  describe('by a link', () => {
    it('continues on a second device after a click and not before, and the first device shows it', async () => {
      const first = await visit(browser, patient.portal.url);
      await first.widget.startChat('from the desk');
      const { link, conversationId } = await linkFor(patient, first.widget);
      const second = await visit(browser, link);
      await second.widget.button('Continue here').waitFor();
      expect(second.widget.page.url()).toBe(patient.portal.url);
      await second.widget.page.reload();
      expect(patient.agent.desk.conversation(conversationId)?.snapshot?.customer.epoch).toBe(1);
      await second.widget.button('Continue here').click();
      await second.widget.message('from the desk').waitFor();
      await first.widget.text('This chat is open on another device').waitFor();
      await second.widget.say('from the phone');
      expect(await second.widget.messages()).toContain('from the phone');
      // On both devices the old link is marked as used. The new link of the second device works.
      for (const { widget } of [first, second])
        await widget.text('This link has already been used').waitFor();
      expect(await first.widget.button('Copy link').count()).toBe(0);
      expect(await second.widget.button('Copy link').count()).toBe(1);
      // The link is used up. A sentence explains it, and a new chat is available.
      const third = await visit(browser, link);
      await third.widget.button('Continue here').click();
      await third.widget.text(/already been used or has expired/).waitFor();
      await third.widget.composer.waitFor();
      for (const { context, widget } of [first, second, third]) {
        expect(widget.complaints).toEqual([]);
        if (widget !== second.widget) await context.close();
      }
      await patient.agent.desk.end(conversationId);
      await second.widget.text('This link is no longer valid').waitFor();
      expect(await second.widget.button('Copy link').count()).toBe(0);
      await second.context.close();
    });

    it('sees a sentence when the link belongs to another widget, and keeps the typed text', async () => {
      const guest = await visit(browser, hasty.portal.url);
      await guest.widget.startChat('hello');
      const { link } = await linkFor(hasty, guest.widget);
      const { context, widget } = await visit(browser, patient.portal.url);
      await widget.openPanel();
      await widget.composer.fill('a thought');
      await widget.page.goto(`${patient.portal.url}${new URL(link).hash}`);
      await widget.button('Continue here').click();
      await widget.text(/already been used or has expired/).waitFor();
      expect(await widget.composer.inputValue()).toBe('a thought');
      expect(widget.complaints).toEqual([]);
      await context.close();
      await guest.context.close();
    });
  });

  describe('where the script for links and signed-in customers cannot be fetched at first', () => {
    const part = '**/link-and-prompt-*';

    it('continues by a link at the second click', async () => {
      const first = await visit(browser, patient.portal.url);
      await first.widget.startChat('from the desk');
      const { link, conversationId } = await linkFor(patient, first.widget);
      const context = await device(browser);
      await context.route(part, (route) => route.abort());
      const widget = await WidgetPage.open(context, link);
      await widget.button('Continue here').click();
      await widget.text('Chat isn’t available right now').waitFor();
      await context.unroute(part);
      await widget.button('Continue here').click();
      await widget.message('from the desk').waitFor();
      expect(widget.complaints).toEqual([]);
      await patient.agent.desk.end(conversationId);
      for (const { context: opened } of [first, { context }]) await opened.close();
    });

    it('is asked what to continue as soon as it can be fetched, and can chat meanwhile', async () => {
      const place = await openOne(world(), { signedIn: true });
      const token = await tokenFor(place.shop.privateKey!, 'mia');
      const script = `(window.Rejoin ||= []).push((rejoin) => rejoin.setAuthTokenProvider(() => '${token}'));`;
      place.portal.embed({ widgetId: place.shop.name, gateway: place.line.url, script });
      const office = await visit(browser, place.portal.url);
      await office.widget.startChat('from the office');
      await office.context.close();
      await eventually(() => expect(awaysOf(place)).toBe(1));
      const context = await device(browser);
      await context.route(part, (route) => route.abort());
      const widget = await WidgetPage.open(context, place.portal.url);
      await widget.openPanel();
      await widget.text('Chat isn’t available').first().waitFor();
      await context.unroute(part);
      await widget.button('Continue previous conversation').click();
      await widget.message('from the office').waitFor();
      expect(widget.complaints).toEqual([]);
      await context.close();
    });
  });

  describe('too late', () => {
    /**
     * Begins a chat, writes a message that cannot be sent, leaves, and returns after the window has ended.
     */
    const goneTooLong = async (place: Place) => {
      const { context, widget } = await visit(browser, place.portal.url);
      await widget.startChat('hello');
      const { link, conversationId } = await linkFor(place, widget);
      place.line.cut();
      await widget.say('never sent');
      await widget.page.close();
      place.line.restore();
      await eventually(() =>
        expect(place.agent.desk.conversation(conversationId)?.snapshot?.ended).not.toBeNull(),
      );
      return { context, link };
    };

    it('sees no promise of a kept place when the time is over, and can still try', async () => {
      const { context, widget } = await visit(browser, hasty.portal.url);
      await widget.startChat('hello');
      hasty.line.silence();
      await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
      await widget.panel.getByRole('timer').getByText('0:00').waitFor();
      await widget.text('This chat may have timed out').waitFor();
      expect(await widget.text('Your chat stays open').count()).toBe(0);
      await widget.button('Try now').click();
      hasty.line.restore();
      await widget.text(/This chat has timed out|You’re back/).waitFor();
      await context.close();
    });

    it('is offered a new chat, with the unsent messages', async () => {
      const { context } = await goneTooLong(hasty);
      const widget = await WidgetPage.open(context, hasty.portal.url);
      await widget.text('This chat has timed out').waitFor();
      await widget.text('never sent').waitFor();
      await widget.button('Start a new chat').click();
      await widget.button('Use in new chat').click();
      expect(await widget.composer.inputValue()).toBe('never sent');
      await widget.composer.press('Enter');
      await widget.message('never sent').waitFor();
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(widget.complaints).toEqual([]);
      await context.close();
    });

    it('reaches the redirect URL of the widget by the click on a late link, and only by that', async () => {
      const { context, link } = await goneTooLong(leading);
      await context.route('http://127.0.0.1:1/late', (route) => route.fulfill({ body: 'You are late' }));
      const widget = await WidgetPage.open(context, leading.portal.url);
      await widget.button('Continue').waitFor();
      expect(widget.page.url()).toBe(leading.portal.url);
      const elsewhere = await visit(browser, link);
      await elsewhere.context.route('http://127.0.0.1:1/late', (route) => route.fulfill({ body: 'late' }));
      await elsewhere.widget.button('Continue here').click();
      await elsewhere.widget.page.waitForURL('http://127.0.0.1:1/late');
      await widget.button('Continue').click();
      await widget.page.waitForURL('http://127.0.0.1:1/late');
      await elsewhere.context.close();
      await context.close();
    });

    it('starts a new chat by the click on a late link, where no redirect URL is set', async () => {
      const { context, link } = await goneTooLong(hasty);
      const elsewhere = await visit(browser, link);
      await elsewhere.widget.button('Continue here').click();
      await elsewhere.widget.text(/This chat has timed out/).waitFor();
      await elsewhere.widget.log.getByText(/joined the chat/).waitFor();
      expect(elsewhere.widget.complaints).toEqual([]);
      await elsewhere.context.close();
      await context.close();
    });
  });

  it('sees the place in the queue while waiting, and after a return, until an agent is assigned', async () => {
    const place = await openOne(world(), {
      widget: { showPositionInQueue: true, showAverageWaitTime: true },
    });
    const { desk } = place.agent;
    const earlier = await visit(browser, place.portal.url);
    await earlier.widget.startChat('quickly served');
    await desk.setPresence('busy');
    const [next, last] = [await visit(browser, place.portal.url), await visit(browser, place.portal.url)];
    for (const [{ widget }, sentence] of [
      [next, 'You’re next in the queue. Average wait time: 1 minute.'],
      [last, 'You’re number 2 in the queue. Average wait time: 1 minute.'],
    ] as const) {
      await widget.openPanel();
      await widget.say('hello');
      await widget.text(sentence).waitFor();
    }
    await last.widget.page.reload();
    await last.widget.text('You’re number 2 in the queue.').waitFor();
    await desk.setPresence('available');
    for (const { context, widget } of [earlier, next, last]) {
      await widget.log.getByText(/joined the chat/).waitFor();
      await widget.text(/in the queue. Average/).waitFor({ state: 'detached' });
      expect(widget.complaints).toEqual([]);
      await context.close();
    }
  });

  describe('signed in', () => {
    let place: Place;
    let token: string;
    const script = `(window.Rejoin ||= []).push((rejoin) => {
      rejoin.setAuthTokenProvider(() => fetchedToken());
    }); const fetchedToken = () => sessionStorage.getItem('token') ?? undefined;`;

    beforeAll(async () => {
      place = await openOne(world(), { signedIn: true }, { script });
    });

    const signIn = async (jwt: string) => {
      const context = await device(browser);
      await context.addInitScript(`sessionStorage.setItem('token', ${JSON.stringify(jwt)})`);
      return { context, widget: await WidgetPage.open(context, place.portal.url) };
    };

    it('is asked on another device, and continues there', async () => {
      token = await tokenFor(place.shop.privateKey!, 'mia');
      const first = await signIn(token);
      await first.widget.startChat('from the office');
      await first.context.close();
      await eventually(() => expect(awaysOf(place)).toBe(1));
      const second = await signIn(token);
      await second.widget.button('Continue previous conversation').click();
      await second.widget.message('from the office').waitFor();
      await second.widget.say('from home');
      expect(second.widget.complaints).toEqual([]);
      await second.context.close();
    });

    it('can start a new chat instead, with a message sent while it connects, and the old one ends', async () => {
      await eventually(() => expect(awaysOf(place)).toBe(1));
      const { context, widget } = await signIn(token);
      await widget.button('Start a new one').waitFor();
      place.line.silence();
      await widget.button('Start a new one').click();
      await widget.composer.fill('about something else');
      await widget.composer.press('Enter');
      place.line.restore();
      await eventually(() => expect(awaysOf(place)).toBe(0));
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(await widget.messages()).toEqual(['about something else']);
      expect(widget.complaints).toEqual([]);
      await context.close();
    });

    it('is asked on this device before a chat that is open on another one is closed there', async () => {
      const jwt = await tokenFor(place.shop.privateKey!, 'olga');
      const office = await signIn(jwt);
      await office.widget.startChat('from the office, still open');
      const home = await signIn(jwt);
      await home.widget.openPanel();
      await home.widget.text('Open in another window or on another device').waitFor();
      await office.widget.say('nothing has happened here');
      await home.widget.button('Continue previous conversation').click();
      await home.widget.message('from the office, still open').waitFor();
      await home.widget.say('from home now');
      await office.widget.text('This chat is open on another device').waitFor();
      for (const { widget, context } of [office, home]) {
        expect(widget.complaints).toEqual([]);
        await context.close();
      }
    });

    it('sees that the sign-in has expired, and continues with a new token without losing a message', async () => {
      const tokenOf = (expires?: string) => tokenFor(place.shop.privateKey!, 'noah', expires);
      const { context, widget } = await signIn(await tokenOf());
      const signInAgain = (jwt: string) => widget.page.evaluate(`sessionStorage.setItem('token', '${jwt}')`);
      await widget.openPanel();
      await widget.composer.fill('an important question');
      await signInAgain(await tokenOf('-5m'));
      await widget.composer.press('Enter');
      await widget.text('Your sign-in couldn’t be verified. Sign in again.').waitFor();
      await widget.text('an important question').waitFor();
      await widget.button('Try again').click();
      await widget.text('Your sign-in couldn’t be verified. Sign in again.').waitFor();
      await signInAgain(await tokenOf());
      await widget.button('Try again').click();
      await widget.button('Use in new chat').click();
      await widget.composer.press('Enter');
      await widget.message('an important question').waitFor();
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(widget.complaints).toEqual([]);
      await context.close();
    });

    it('is asked as well when the page could not provide the token at first', async () => {
      const jwt = await tokenFor(place.shop.privateKey!, 'zoe');
      const first = await signIn(jwt);
      await first.widget.startChat('before the page failed');
      await first.context.close();
      const mine = () =>
        [...place.agent.desk.state.conversations.values()].find(({ transcript }) =>
          texts(transcript.entries).includes('before the page failed'),
        );
      await eventually(() => expect(mine()?.snapshot?.customer.status).toBe('away'));
      const context = await device(browser);
      await context.addInitScript(`{
        const { getItem } = Storage.prototype;
        let failures = 0;
        Storage.prototype.getItem = function (key) {
          if (key === 'token' && failures++ === 0) throw new Error('the network is down');
          return getItem.call(this, key);
        };
        sessionStorage.setItem('token', ${JSON.stringify(jwt)});
      }`);
      const widget = await WidgetPage.open(context, place.portal.url);
      await widget.button('Continue previous conversation').waitFor();
      await context.close();
    });
  });
});

function awaysOf({ agent }: Place): number {
  const live = [...agent.desk.state.conversations.values()].filter(({ snapshot }) => !snapshot?.ended);
  return live.filter(({ snapshot }) => snapshot?.customer.status === 'away').length;
}
