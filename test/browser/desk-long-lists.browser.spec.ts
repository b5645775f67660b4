import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { CDPSession, Page } from 'playwright-core';
import { talk } from '../../tools/screenshots/desk-scene';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { barriers } from './barriers';
import { active, crowd, idOf, several } from './crowd';

const chats = 300;
const messages = 2_000;

/** The desk of an agent with 300 chats, one of which has 2,000 messages. */
describeInBrowser('a desk with 300 chats and a transcript of 2,000 messages', () => {
  const browser = inABrowser();

  async function opened() {
    const texts = several(messages, (number) => ({
      text: number % 7 === 0 ? `message ${number} ${'and more words '.repeat(20)}` : `message ${number}`,
    }));
    const others = several(chats - 1, (number) => active(number + 1, [{ text: 'Hello' }]));
    const scene = crowd([active(1, texts), ...others], { maxUnits: 1_000 });
    const context = await device(browser());
    const stage = await DeskStage.open(context, process.cwd(), scene);
    const { page } = stage;
    page.setDefaultTimeout(15_000);
    await stage.signIn();
    return { stage, page, list: page.locator('#conversations'), close: () => context.close() };
  }

  const nodes = (page: Page) => page.evaluate<number>("document.querySelectorAll('*').length");
  const log = (page: Page) => page.getByRole('log');
  const scrollTo = (page: Page, selector: string, share: number) =>
    page.evaluate(`(() => {
      const box = document.querySelector('${selector}');
      box.scrollTop = ${share} * (box.scrollHeight - box.clientHeight);
    })()`);

  it('renders what is near the visible part; everything can be reached by scrolling, keyboard and search', async () => {
    const { stage, page, list, close } = await opened();
    await list.getByRole('link').first().waitFor();
    const shown = await list.getByRole('listitem').count();
    expect(shown).toBeGreaterThan(5);
    expect(shown).toBeLessThan(50);
    const one = list.getByRole('listitem').first();
    expect(await one.getAttribute('aria-setsize')).toBe(String(chats));
    expect(await barriers(page)).toEqual([]);

    await list.getByRole('link').first().focus();
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('Tab');
    expect(Number(await list.locator('li:focus-within').getAttribute('aria-posinset'))).toBe(41);
    await scrollTo(page, '#conversations', 1);
    await list
      .getByRole('listitem')
      .filter({ has: page.locator('a') })
      .last()
      .waitFor();
    await eventually(async () => expect(await list.locator(`li[aria-posinset="${chats}"]`).count()).toBe(1));
    // The row with the focus stays, so that the next Tab goes on from there.
    expect(await list.locator('li:focus-within').getAttribute('aria-posinset')).toBe('41');
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('Customer 287');
    await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(1));
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('');

    await stage.show(idOf(1));
    await log(page).getByText(`message ${messages}`, { exact: true }).waitFor();
    const before = await nodes(page);
    expect(await log(page).locator('[data-index]').count()).toBeLessThan(60);
    await scrollTo(page, '[role=log]', 0);
    await log(page).getByText('message 1', { exact: true }).waitFor();
    expect(await log(page).locator('[data-index]').count()).toBeLessThan(60);
    expect(await nodes(page)).toBeLessThan(before + 800);
    expect(await log(page).getAttribute('aria-live')).toBe('off');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Newest messages' }).click();
    await log(page).getByText(`message ${messages}`, { exact: true }).waitFor();
    await eventually(async () => expect(await log(page).getAttribute('aria-live')).toBeNull());
    await close();
  });

  it('keeps the place of what is read when messages arrive, and follows at the end', async () => {
    const { stage, page, close } = await opened();
    await stage.show(idOf(1));
    const next = (seq: number, text: string) => {
      const [entry] = talk(0, [{ text }]);
      stage.tell({
        type: 'entries',
        conversationId: idOf(1),
        entries: [{ ...entry!, seq }],
        more: false,
      });
    };
    await log(page).getByText(`message ${messages}`, { exact: true }).waitFor();
    next(messages + 3, 'the first of two');
    await log(page).getByText('the first of two').waitFor();
    await scrollTo(page, '[role=log]', 0.5);
    await eventually(async () => expect(await log(page).getAttribute('aria-live')).toBe('off'));
    const place = () =>
      page.evaluate<string>(`(() => {
        const box = document.querySelector('[role=log]').getBoundingClientRect();
        const row = [...document.querySelectorAll('[role=log] [data-index]')]
          .find((one) => one.getBoundingClientRect().bottom > box.top + 100);
        return row.dataset.index + ' ' + Math.round(row.getBoundingClientRect().top - box.top);
      })()`);
    await eventually(async () => {
      const before = await place();
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      expect(await place()).toBe(before);
    });
    const before = await place();
    next(messages + 4, 'the second of two');
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await place()).toBe(before);
    await page.getByRole('button', { name: 'Newest messages' }).click();
    await log(page).getByText('the second of two').waitFor();
    await close();
  });

  it('keeps its number of nodes and its memory while chats are opened and scrolled again and again', async () => {
    const { stage, page, close } = await opened();
    const cdp = await page.context().newCDPSession(page);
    const round = async () => {
      for (const number of [1, 2, 1, 3]) {
        await stage.show(idOf(number));
        if (number === 1) for (const share of [0.7, 0.3, 0, 1]) await scrollTo(page, '[role=log]', share);
      }
      for (const share of [0.5, 1, 0]) await scrollTo(page, '#conversations', share);
    };
    await round();
    await round();
    const first = await used(cdp);
    for (let count = 0; count < 6; count += 1) await round();
    const last = await used(cdp);
    process.stdout.write(`memory of a long desk: ${megabytes(first.heap)} -> ${megabytes(last.heap)}\n`);
    expect(last.nodes).toBeLessThan(first.nodes * 1.3);
    expect(last.heap).toBeLessThan(first.heap * 1.3);

    const times = await interactions(page);
    process.stdout.write(`interactions of a long desk, in ms: ${JSON.stringify(times)}\n`);
    await close();
  });
});

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** The heap and the nodes after a garbage collection, when the page has drawn what it was scrolled to. */
async function used(cdp: CDPSession): Promise<{ heap: number; nodes: number }> {
  let nodes = NaN;
  await eventually(async () => {
    const before = nodes;
    await cdp.send('HeapProfiler.collectGarbage');
    ({ nodes } = await cdp.send('Memory.getDOMCounters'));
    expect(nodes).toBe(before);
  });
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return { heap: usedSize, nodes };
}

/** How long it takes from an input to the next frame. Printed, because it depends on the machine. */
function interactions(page: Page): Promise<Record<string, number>> {
  return page.evaluate<Record<string, number>>(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const measured = async (act) => {
      const start = performance.now();
      act();
      await frame();
      return Math.round(performance.now() - start);
    };
    const links = document.querySelectorAll('#conversations a');
    return {
      open: await measured(() => links[2].click()),
      openLong: await measured(() => { location.hash = '#/chats/${idOf(1)}'; }),
      scroll: await measured(() => { document.querySelector('[role=log]').scrollTop = 0; }),
    };
  })()`);
}
