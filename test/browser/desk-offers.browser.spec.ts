import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { at, emptyScene } from '../../tools/screenshots/desk-scene';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { barriers, type Look } from './barriers';

const root = process.cwd();
/** The server's clock is an hour ahead: by the device's clock, thousands of seconds would be left of each offer. */
const inAnHour = (seconds: number) => at(60 + seconds / 60);
const offer = (conversationId: string, customerName: string | null, seconds: number) => ({
  conversationId,
  workstreamId: 'orders',
  queuedAt: inAnHour(-5),
  until: inAnHour(seconds),
  customerName,
  firstWords: 'My parcel has not arrived, and the shop sends me from one place to the next',
});
const countsNotes = `
  window.notes = 0;
  const create = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function () { window.notes++; return create.call(this); };`;

describeInBrowser('a chat that is offered to an agent', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function opened(options: BrowserContextOptions = {}, script = countsNotes) {
    const context = await device(browser(), options);
    contexts.push(context);
    await context.addInitScript(script);
    const scene = { ...emptyScene('available'), welcome: { serverNow: inAnHour(0) } };
    const stage = await DeskStage.open(context, root, scene);
    await stage.signIn();
    const { page } = stage;
    const cards = page.getByRole('region', { name: 'Offered chats' }).getByRole('listitem');
    const answers = () => stage.heardRequests.filter(({ type }) => type === 'accept' || type === 'decline');
    return { stage, page, cards, answers };
  }

  it('shows who writes what, counts down by the server’s clock, rings, and is accepted or declined', async () => {
    const { stage, page, cards, answers } = await opened();
    stage.changeStatus({ offers: [offer('mia', 'Mia', 90), offer('anon', null, 100)] });
    await cards.nth(1).waitFor();
    expect(await cards.first().innerText()).toMatch(
      /New chat · Mia\s+My parcel has not arrived.*\s+Orders and delivery\s+\d{2,3} seconds left/,
    );
    await page
      .getByRole('status')
      .filter({ hasText: /New chat from Mia. \d{2,3} seconds to accept/ })
      .waitFor();
    await eventually(async () => expect(await page.title()).toBe('2 new chats'));
    await eventually(async () => expect(await page.evaluate<number>('window.notes')).toBeGreaterThan(2));

    await page.getByRole('button', { name: 'Decline chat from Anonymous customer' }).click();
    await eventually(() => expect(answers()).toMatchObject([{ type: 'decline', conversationId: 'anon' }]));
    // The next status shows the answer, also one that was given at another desk. The focus stays with the offers.
    stage.changeStatus({ offers: [offer('mia', 'Mia', 90)] });
    await cards.nth(1).waitFor({ state: 'detached' });
    await eventually(async () =>
      expect(await page.evaluate('document.activeElement?.getAttribute("aria-label")')).toBe(
        'Accept chat from Mia',
      ),
    );
    await page.keyboard.press('Alt+KeyA');
    await eventually(() => expect(answers().at(-1)).toMatchObject({ type: 'accept', conversationId: 'mia' }));
    await page.waitForURL(/#\/chats\/mia$/);
    stage.changeStatus({ offers: [] });
    await cards.first().waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.title()).toBe('Agent desk'));
  });

  it('disappears when its time is over, and makes no sound where sounds are off', async () => {
    const silent = `localStorage.setItem('rejoin.desk.sound', 'off');${countsNotes}`;
    const { stage, page, cards } = await opened({}, silent);
    stage.changeStatus({ offers: [offer('mia', 'Mia', 10)] });
    await cards.first().waitFor();
    await cards.first().waitFor({ state: 'detached' });
    expect(await page.evaluate('window.notes')).toBe(0);
    expect(await page.title()).toBe('Agent desk');
  });

  it.each<[string, Look, BrowserContextOptions]>([
    ['light', 'everything', {}],
    ['dark, in Arabic', 'colours', { colorScheme: 'dark', locale: 'ar' }],
    ['on a phone, in German', 'all but colours', { viewport: { width: 390, height: 780 }, locale: 'de' }],
    ['in forced colours', 'all but colours', { forcedColors: 'active' }],
  ])('has no accessibility barrier and fits: %s', async (_, how, options) => {
    const { stage, page } = await opened(options);
    const long = 'A name of many words and '.repeat(8).slice(0, 200);
    stage.changeStatus({ offers: [offer('mia', long, 90), offer('anon', null, 100)] });
    const card = page.locator('[data-offer]').first();
    await card.waitFor();
    expect(await barriers(page, how)).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'),
    ).toBe(false);
    for (const button of await card.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= page.viewportSize()!.width).toBe(true);
    }
    const border = await page.evaluate(
      'getComputedStyle(document.querySelector("[data-offer]")).borderTopWidth',
    );
    expect(border).toBe('2px');
  });
});
