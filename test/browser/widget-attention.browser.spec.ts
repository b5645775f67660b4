import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

/** Counts the tones that a page plays, and the messages that its widget reports, and lets it be in the background. */
const script = `
  window.tones = window.unread = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) { tones += 1; start.apply(this, when); };
  window.hide = () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  (window.Rejoin ||= []).push((rejoin) => rejoin.on('unread', ({ count }) => (unread = count)));
`;

describeInBrowser('a new message for a page in the background', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const places: Place[] = [];
  let context: BrowserContext;

  beforeAll(async () => {
    for (const isOn of [true, false]) {
      const notifications = { showCount: isOn, playSound: isOn };
      places.push(await openPlace(world(), { widget: { notifications } }, { script }));
    }
  });
  afterAll(async () => {
    for (const { portal } of places) await portal.close();
  });
  beforeEach(async () => {
    context = await device(browser());
  });
  afterEach(async () => {
    await context.close();
  });

  const say = ({ agent: { desk } }: Place, text: string) =>
    desk.send([...desk.state.conversations.keys()].at(-1)!, text);
  const unread = (widget: WidgetPage, count: number) =>
    eventually(async () => expect(await widget.page.evaluate('unread')).toBe(count));
  const tones = (widget: WidgetPage) => widget.page.evaluate<number>('tones');

  it('is played once by all tabs of the browser', async () => {
    const place = places[0]!;
    const first = await WidgetPage.open(context, place.portal.url);
    await first.startChat('hello');
    const second = await WidgetPage.open(context, place.portal.url);
    await second.composer.click();
    const tabs = [first, second];
    for (const { page } of tabs) await page.evaluate('hide()');
    await say(place, 'for both');
    for (const tab of tabs) await unread(tab, 1);
    await eventually(async () => expect((await tones(first)) + (await tones(second))).toBe(2));
    // The second sound would come within the time for which a tab holds the lock.
    await first.page.evaluate('new Promise((resolve) => setTimeout(resolve, 1_000))');
    expect((await tones(first)) + (await tones(second))).toBe(2);
  });

  it('changes no title, shows no number and plays no sound where the settings are off', async () => {
    const place = places[1]!;
    const widget = await WidgetPage.open(context, place.portal.url);
    await widget.startChat('hello');
    await widget.button('Minimize chat').click();
    await widget.page.evaluate('hide()');
    await say(place, 'quietly');
    await unread(widget, 1);
    // A sound would come 0.4 s after the message.
    await widget.page.evaluate('new Promise((resolve) => setTimeout(resolve, 1_000))');
    expect(await widget.page.title()).toBe('Portal');
    expect(await tones(widget)).toBe(0);
    expect(await widget.launcher.getAttribute('data-unread')).toBeNull();
    expect(widget.complaints).toEqual([]);
  });
});
