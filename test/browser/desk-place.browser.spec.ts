import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { active, crowd, idOf, several } from './crowd';

/** Between two windows, in pixels. Rows have heights of fractions of a pixel. */
const rounding = 2;

describeInBrowser('what an agent reads in a transcript', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function opened(messages: number): Promise<Page> {
    const texts = several(messages, (number) => ({
      text: number % 7 === 0 ? `message ${number} ${'and more words '.repeat(20)}` : `message ${number}`,
    }));
    const context = await device(browser());
    contexts.push(context);
    const stage = await DeskStage.open(context, process.cwd(), crowd([active(1, texts)]));
    const { page } = stage;
    page.setDefaultTimeout(20_000);
    await stage.signIn();
    await stage.show(idOf(1));
    await page
      .getByRole('log')
      .getByText(new RegExp(`^message ${messages}\\b`))
      .waitFor();
    return page;
  }

  /** The first message that begins in the visible part of the transcript, and its distance from the top. */
  const read = (page: Page) =>
    page.evaluate<{ text: string; top: number }>(`(() => {
      const box = document.querySelector('[role=log]').getBoundingClientRect();
      const found = document.evaluate('//*[@role="log"]//text()[starts-with(., "message ")]', document, null, 5);
      const seen = [];
      for (let node = found.iterateNext(); node; node = found.iterateNext()) {
        const { top } = node.parentElement.getBoundingClientRect();
        if (top >= box.top) seen.push({ text: node.data.match(/message \\d+/)[0], top: top - box.top });
      }
      return seen.sort((one, other) => one.top - other.top)[0];
    })()`);

  const topOf = (page: Page, text: string) =>
    page.evaluate<number | null>(`(() => {
      const box = document.querySelector('[role=log]').getBoundingClientRect();
      const found = document.evaluate('//*[@role="log"]//text()[. = "${text}" or starts-with(., "${text} ")]', document, null, 9);
      const node = found.singleNodeValue;
      return node === null ? null : node.parentElement.getBoundingClientRect().top - box.top;
    })()`);

  /** What is read, once the heights of its rows are known and nothing moves any more. */
  async function settled(page: Page): Promise<{ text: string; top: number }> {
    return eventually(async () => {
      const before = await read(page);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect(await read(page)).toEqual(before);
      return before;
    });
  }

  async function staysAt(page: Page, { text, top }: { text: string; top: number }): Promise<void> {
    await settled(page);
    await eventually(async () => {
      const now = await topOf(page, text);
      expect(now).not.toBeNull();
      expect(Math.abs(now! - top)).toBeLessThanOrEqual(rounding);
    });
  }

  const scrollTo = (page: Page, top: string) =>
    page.evaluate(`(() => {
      const box = document.querySelector('[role=log]');
      box.scrollTop = ${top};
    })()`);

  it.each([150, 10_000])(
    'stays in its place when the window becomes narrower, lower and as before, of %s messages',
    async (messages) => {
      const page = await opened(messages);
      for (let more = page.getByRole('button', { name: /earlier messages?$/ }); await more.count();)
        await more.click();
      await scrollTo(page, '0.5 * box.scrollHeight');
      await page.getByRole('button', { name: 'Newest messages' }).waitFor();
      const before = await settled(page);
      const whole = page.viewportSize()!;
      for (const size of [{ width: 800, height: whole.height }, { width: 800, height: 560 }, whole]) {
        await page.setViewportSize(size);
        await staysAt(page, before);
      }
    },
  );

  it.each([0, 12])(
    'stays in its place when earlier messages are shown before it, scrolled by %s pixels',
    async (top) => {
      const page = await opened(150);
      await scrollTo(page, String(top));
      const before = await settled(page);
      await page.getByRole('button', { name: /^Show \d+ earlier messages$/ }).press('Enter');
      await staysAt(page, before);
      expect(await page.getByRole('button', { name: /^Show \d+ earlier messages$/ }).count()).toBe(1);
    },
  );
});
