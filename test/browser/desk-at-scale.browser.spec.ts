import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { at, talk, type Scene } from '../../tools/screenshots/desk-scene';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { barriers } from './barriers';
import { active, arriving, crowd, expired, idOf, several } from './crowd';

const root = process.cwd();
const phone = { width: 390, height: 780 };

describeInBrowser('a desk with very many conversations', () => {
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function opened(scene: Scene, options: BrowserContextOptions = {}) {
    const context = await device(browser(), options);
    contexts.push(context);
    const stage = await DeskStage.open(context, root, scene);
    stage.page.setDefaultTimeout(10_000);
    await stage.signIn();
    return { stage, page: stage.page, list: stage.page.getByRole('navigation', { name: 'Conversations' }) };
  }

  const news = (page: Page) => page.getByRole('region', { name: 'Status messages' });
  const notices = (page: Page) => page.getByRole('region', { name: 'Notifications' });

  describe('where 60 expired while it was closed', () => {
    const scene = () => crowd(several(60, expired), {}, { read: [] });

    it('reports them in one line and can be used meanwhile', async () => {
      const { page } = await opened(scene());
      await notices(page)
        .getByText('While you were offline, 60 customers didn’t reconnect in time.')
        .waitFor();
      expect(await notices(page).getByRole('button', { name: 'Review' }).count()).toBe(1);
      expect((await box(notices(page))).height).toBeLessThan(80);
      expect((await box(page.getByRole('navigation', { name: 'Conversations' }))).height).toBeGreaterThan(
        300,
      );
    });

    it('lets them be reviewed one by one, and dismissed for good on every device', async () => {
      const { page, stage } = await opened(scene());
      await notices(page).getByRole('button', { name: 'Review' }).click();
      const dialog = page.getByRole('dialog', { name: 'What happened while you were offline' });
      await dialog.waitFor();
      expect(await dialog.getByRole('listitem').count()).toBe(60);
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Customer 42' }).click();
      await page.getByRole('heading', { level: 2, name: 'Customer 42' }).waitFor();
      await notices(page).getByText('59 customers didn’t reconnect in time').waitFor();
      await notices(page).getByRole('button', { name: 'Dismiss' }).click();
      await notices(page).getByText('didn’t reconnect').waitFor({ state: 'detached' });
      await eventually(() => {
        const told = stage.heardRequests.flatMap((one) => (one.type === 'read' ? one.conversations : []));
        expect(
          new Set(told.filter(({ toldSeq }) => toldSeq === 4).map((one) => one.conversationId)).size,
        ).toBe(60);
      });
    });

    it('does not report those that the agent has seen on another device', async () => {
      const read = several(60, (number) => ({ conversationId: idOf(number), readSeq: 0, toldSeq: 4 }));
      const { page, list } = await opened(crowd(several(60, expired), {}, { read: read.slice(1) }));
      await list.getByRole('link').nth(59).waitFor();
      await notices(page)
        .getByText(/The reconnect time limit for Customer 1 expired/)
        .waitFor();
      expect(
        await notices(page)
          .getByText(/customers/)
          .count(),
      ).toBe(0);
    });
  });

  describe('with a hundred new conversations at once', () => {
    it.each<[string, BrowserContextOptions]>([
      ['on a desktop', {}],
      ['on a phone', { viewport: phone }],
    ])('announces them in one toast that covers no control: %s', async (_, options) => {
      const first = active(0, [{ text: 'Hello' }]);
      const { page, stage } = await opened(crowd([first]), options);
      await stage.show(idOf(0));
      for (const one of several(100, arriving)) tell(stage, one);
      await news(page).getByText('100 conversations have updates').waitFor();
      expect(await news(page).getByRole('button', { name: 'Open' }).count()).toBe(0);
      expect((await box(news(page))).height).toBeLessThan(160);
      expect(await covered(page)).toEqual([]);
      expect(await barriers(page)).toEqual([]);
      await news(page).getByText('100 conversations have updates').waitFor({ state: 'detached' });
    });

    it('announces up to three separately; each toast goes when its conversation is opened', async () => {
      const { page, stage } = await opened(crowd([active(0, [{ text: 'Hello' }])]));
      for (const one of several(3, arriving)) tell(stage, one);
      await news(page).getByText('New conversation: Customer 3').waitFor();
      expect(await news(page).getByRole('button', { name: 'Open' }).count()).toBe(3);
      await news(page).getByText('New conversation: Customer 1').hover();
      await stage.show(idOf(2));
      await news(page).getByText('New conversation: Customer 2').waitFor({ state: 'detached' });
      expect(await news(page).getByRole('button', { name: 'Open' }).count()).toBe(2);
      stage.tell({ type: 'left', conversationId: idOf(1) });
      await news(page).getByText('New conversation: Customer 1').waitFor({ state: 'detached' });
    });
  });

  it('announces 102 messages of one customer in one toast, and none in the open chat', async () => {
    const [one, two] = [active(1, [{ text: 'Hello' }]), active(2, [{ text: 'Hello' }])];
    const { page, stage, list } = await opened(crowd([one, two]));
    await stage.show(idOf(1));
    const texts = talk(
      1,
      several(105, (number) => ({ text: `message ${number}` })),
    ).slice(3);
    for (const conversationId of [idOf(1), idOf(2)])
      for (const entry of texts)
        stage.tell({ type: 'entries', conversationId, entries: [entry], more: false });
    await list
      .getByRole('link', { name: /Customer 2/ })
      .getByText('103 unread messages')
      .waitFor();
    await page.getByRole('log').getByText('message 105').waitFor();
    expect(
      await news(page)
        .getByText(/New message from/)
        .allInnerTexts(),
    ).toEqual(['New message from Customer 2']);
    expect(await covered(page)).toEqual([]);
  });

  it('lists 40 waiting customers by name, first message and time, and sorts 60 by urgency', async () => {
    const answered = several(60, (number) =>
      active(number, [{ text: `order A-${number}` }, { sender: 'agent', text: 'Done' }], number),
    );
    const late = active(60, [{ text: 'Is anybody there?' }], 1);
    const queue = several(40, (number) => ({
      conversationId: `q${number}`,
      workstreamId: 'orders',
      queuedAt: at(number === 1 ? -0.05 : -number),
      customerName: `Waiting ${number}`,
      firstWords: `My parcel ${number} is late`,
    }));
    const read = several(59, (number) => ({ conversationId: idOf(number), readSeq: 4, toldSeq: 4 }));
    const { page, list } = await opened(crowd([...answered.slice(0, 59), late], { queue }, { read }));
    await list.getByRole('link').nth(59).waitFor();
    // The unread conversation is first, although it arrived last.
    expect(await list.getByRole('link').first().innerText()).toContain('Customer 60');
    const text = await list.getByRole('listitem').filter({ hasText: 'Waiting 7' }).innerText();
    expect(text).toContain('My parcel 7 is late');
    expect(text).toMatch(/Waiting 7 min/);
    const newest = list.getByRole('listitem').filter({ hasText: 'My parcel 1 is late' });
    const before = await newest.innerText();
    await eventually(async () => expect(await newest.innerText()).not.toBe(before));

    const search = page.getByRole('searchbox', { name: 'Search conversations' });
    await search.fill('parcel 33');
    await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(1));
    await search.fill('%_\\');
    await list.getByText('No conversations match.').waitFor();
    await list.getByRole('button', { name: 'Clear search and filter' }).click();
    await list.getByRole('link').nth(59).waitFor();
    await page.getByRole('button', { name: 'Unread 1' }).click();
    await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(1));
    await page.getByRole('button', { name: 'Waiting 40' }).click();
    await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(40));
    await page.getByRole('button', { name: 'All 100' }).click();
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Customer name' });
    expect(await list.getByRole('link').first().innerText()).toContain('Customer 1');
    expect(await barriers(page)).toEqual([]);
  });

  it('says how to free capacity when wrap-up uses all of it, and closes several at once', async () => {
    const full = { usedUnits: 60, maxUnits: 60, wrapUpUnits: 60 };
    const read = several(60, (number) => ({ conversationId: idOf(number), readSeq: 4, toldSeq: 4 }));
    const { page, stage, list } = await opened(crowd(several(60, expired), full, { read }));
    await page.getByText('No capacity for new conversations. 60 of 60 units are in use.').waitFor();
    await page.getByText('Wrap-up uses 60 units.').waitFor();
    await page.getByRole('button', { name: 'Close several' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Close conversations in wrap-up' });
    await dialog.getByRole('checkbox', { name: 'Customer 7', exact: true }).uncheck();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close 59 conversations' }).click();
    await dialog.waitFor({ state: 'detached' });
    await news(page).getByText('59 conversations were closed.').waitFor();
    const closed = stage.heardRequests.flatMap((one) =>
      one.type === 'close-conversation' ? one.conversationId : [],
    );
    expect(closed).toHaveLength(59);
    expect(closed).not.toContain(idOf(7));
    for (const conversationId of closed) stage.tell({ type: 'left', conversationId });
    stage.changeStatus({ ...full, usedUnits: 1, wrapUpUnits: 1 });
    await page.getByText('No capacity for new conversations.').waitFor({ state: 'detached' });
    expect(await list.getByRole('link').count()).toBe(1);
    expect(
      await notices(page)
        .getByText(/no longer assigned to you/)
        .count(),
    ).toBe(0);
  });

  it('fits a name of 200 characters, and keeps a message of 64 KiB until it is short enough', async () => {
    const one = active(1, [{ text: 'Hello' }]);
    const name = 'Wolfeschlegelsteinhausen '.repeat(8);
    const long = { ...one, snapshot: { ...one.snapshot, customer: { ...one.snapshot.customer, name } } };
    for (const options of [{}, { viewport: phone, locale: 'ar' }]) {
      const { page, stage } = await opened(crowd([long]), options);
      await stage.show(idOf(1));
      const message = page.locator('textarea');
      await message.fill('x'.repeat(64 * 1024));
      await page.keyboard.press('Enter');
      expect(await message.inputValue()).toHaveLength(64 * 1024);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0);
      expect((await box(page.getByRole('log'))).height).toBeGreaterThan(60);
      expect(await barriers(page)).toEqual([]);
      await message.fill('short');
      await message.press('Enter');
      await page.getByRole('log').getByText('short').waitFor();
      expect(await message.inputValue()).toBe('');
    }
  });

  it('keeps the composer visible at a zoom of 200 % with the details open', async () => {
    const { page, stage } = await opened(crowd([active(1, [{ text: 'Hello' }])]));
    await stage.show(idOf(1));
    const details = page.getByRole('complementary', { name: 'Customer' });
    await details.waitFor();
    await page.setViewportSize({ width: 640, height: 400 });
    await details.waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
    const message = page.getByRole('textbox', { name: /^Message to / });
    await message.fill('still here');
    await page.getByRole('button', { name: 'Show customer details' }).click();
    await details.waitFor();
    for (const part of [message, page.getByRole('button', { name: 'Send' })])
      await part.click({ trial: true });
    expect((await box(page.getByRole('log'))).height).toBeGreaterThan(60);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hide customer details' }).click();
    await details.waitFor({ state: 'detached' });
  });

  it('marks the selected chat and the used units where the system forces its colours', async () => {
    const many = crowd([active(1, [{ text: 'Hello' }]), active(2, [{ text: 'Hi' }])], {
      heldUnits: 1,
      maxUnits: 4,
    });
    const { page, stage, list } = await opened(many, { forcedColors: 'active' });
    await stage.show(idOf(1));
    await list.locator('[aria-current]').waitFor();
    const styleOf = (selector: string, names: readonly string[]) =>
      page.evaluate<string[]>(`[...document.querySelectorAll('${selector}')].map((one) =>
        ${JSON.stringify(names)}.map((name) => getComputedStyle(one).getPropertyValue(name)).join(' '))`);
    expect(await styleOf('#conversations a[aria-current]', ['outline-style'])).toEqual(['solid']);
    expect(await styleOf('#conversations a:not([aria-current])', ['outline-style'])).toEqual(['none']);
    const colours = ['background-color', 'background-image'];
    const frame = await styleOf('[role=meter] > div', colours);
    const parts = await styleOf('[role=meter] > div > span', colours);
    expect(parts).toHaveLength(2);
    expect(new Set([...frame, ...parts]).size).toBe(3);
    expect(await styleOf('[role=meter] > div', ['outline-style'])).toEqual(['solid']);
    expect(await barriers(page)).toEqual([]);
  });

  it('formats dates for the region of the browser, and a right-to-left name changes no direction', async () => {
    const rtl = active(1, [{ text: 'مرحبا?' }]);
    const name = 'عمر';
    const omar = { ...rtl, snapshot: { ...rtl.snapshot, customer: { ...rtl.snapshot.customer, name } } };
    const { page, stage, list } = await opened(crowd([omar]), { locale: 'en-GB' });
    await list.locator('bdi', { hasText: name }).waitFor();
    await list.locator('bdi', { hasText: 'مرحبا?' }).waitFor();
    await stage.show(idOf(1));
    expect(await page.getByRole('log').innerText()).toMatch(/\b\d{1,2}:\d\d\b/);
    expect(await page.getByRole('log').innerText()).not.toMatch(/[AP]M/);
    const label = await page.locator('textarea').getAttribute('aria-label');
    expect(label).toBe(`Message to \u2068${name}\u2069`);
  });

  it('moves the focus to the next place: after the sign-in, with a chat on a phone, and back', async () => {
    const { page } = await opened(crowd(several(9, (number) => active(number, [{ text: 'Hello' }]))), {
      viewport: phone,
    });
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent');
    await eventually(async () => expect(await focused()).toBe('conversations'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { level: 2 });
    await heading.waitFor();
    await eventually(async () => expect(await focused()).toBe(await heading.innerText()));
    const name = await heading.innerText();
    await page.getByRole('button', { name: 'Back to conversations' }).click();
    await eventually(async () => expect(await focused()).toContain(name));
  });

  it.each(['the sign-in', 'the chats', "the supervisor's page"])(
    'begins %s with a skip link',
    async (where) => {
      const context = await device(browser());
      contexts.push(context);
      const stage = await DeskStage.open(context, root, crowd([]));
      const { page } = stage;
      if (where !== 'the sign-in') await stage.signIn();
      if (where.includes('supervisor')) await page.getByRole('link', { name: 'Supervisor' }).click();
      await page.locator('main').waitFor();
      // The elements are in document order, which is that of the keyboard.
      const first = await page.evaluate(
        "document.querySelector('a[href], button, input, select, textarea').textContent",
      );
      const skip = page.getByRole('button', { name: 'Skip to the content' });
      expect(first).toBe(await skip.textContent());
      await skip.focus();
      expect((await box(skip)).y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    },
  );
});

function tell(stage: DeskStage, { snapshot, entries }: Scene['conversations'][number]): void {
  const { conversationId } = snapshot;
  stage.tell({ type: 'entries', conversationId, entries: [...entries], more: false });
  stage.tell({ type: 'conversation', conversation: snapshot });
}

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error('it is not shown');
  return found;
}

/** Finds the controls whose centre a toast covers. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const over = document.querySelector('section[aria-label=Notifications]');
    const controls = document.querySelectorAll('button, a, input, textarea, select');
    return [...controls].flatMap((control) => {
      if (over.contains(control)) return [];
      const { x, y, width, height } = control.getBoundingClientRect();
      // What is scrolled out of its list is not there to be covered.
      const list = control.closest('nav')?.getBoundingClientRect();
      if (list && y + height / 2 > list.bottom) return [];
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return top !== null && over.contains(top) ? [control.outerHTML.slice(0, 100)] : [];
    });
  })()`);
}
