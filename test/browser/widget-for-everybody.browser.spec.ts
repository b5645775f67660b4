import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { buildWidgetStates, openWidgetStates, showState } from '../../tools/screenshots/widget-states';
import { barriers, type Look } from './barriers';
import { installClock } from './widget-page';

const phone = { width: 390, height: 780 };
const onPhone = { viewport: phone, hasTouch: true, isMobile: true };

describeInBrowser('the accessible widget', () => {
  const browser = inABrowser();
  const open: BrowserContext[] = [];
  let folder: string;
  let complaints: string[];

  beforeAll(async () => {
    folder = await buildWidgetStates(process.cwd());
  });
  beforeEach(() => {
    complaints = [];
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((context) => context.close()));
    expect(complaints).toEqual([]);
  });

  async function page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await device(browser(), options);
    open.push(context);
    context.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
    });
    context.on('weberror', (error) => complaints.push(error.error().message));
    return openWidgetStates(context, folder);
  }

  const states = (of: Page): Promise<string[]> => of.evaluate('states.names()');
  const acts = (of: Page): Promise<string[]> => of.evaluate('states.acts');
  const launcher = (of: Page): Locator => of.locator('.launcher');
  const composer = (of: Page): Locator => of.getByRole('textbox', { name: 'Type a message' });

  /** The focused element by its accessible name or text; null when it is no element of the widget. */
  const inFocus = (of: Page): Promise<string | null> =>
    inWidget(of, `root.activeElement && (root.activeElement.ariaLabel ?? root.activeElement.textContent)`);

  it.each<[string, string, Look, BrowserContextOptions]>([
    ['in a light scheme', 'en', 'everything', {}],
    ['in a dark scheme', 'en', 'colours', { colorScheme: 'dark' }],
    ['from right to left, on a phone', 'ar', 'all but colours', onPhone],
  ])('has no violation that axe finds in any state %s', async (_, locale, look, options) => {
    const shown = await page(options);
    const found: string[] = [];
    for (const state of await states(shown)) {
      await showState(shown, state, locale);
      if (state.startsWith('lost')) await shown.getByRole('timer').waitFor();
      found.push(...(await barriers(shown, look)).map((barrier) => `${state} ${barrier}`));
    }
    expect(found).toEqual([]);
  });

  it('has no violation that axe finds in the menu, the end dialog and the QR code', async () => {
    const shown = await page();
    await showState(shown, 'new-link');
    await shown.getByRole('button', { name: 'Show QR code' }).click();
    await shown.getByRole('img', { name: /QR code/ }).waitFor();
    await shown.getByRole('button', { name: 'Options' }).click();
    const found = await barriers(shown);
    await shown.getByRole('button', { name: 'End chat' }).click();
    await shown.getByRole('alertdialog', { name: 'End this chat?' }).waitFor();
    expect([...found, ...(await barriers(shown))]).toEqual([]);
  });

  it('is tested with an axe that finds violations (the counterpart)', async () => {
    const shown = await page();
    await showState(shown, 'chat');
    await inWidget(
      shown,
      `['aria-label', 'placeholder'].forEach((name) => root.querySelector('textarea').removeAttribute(name))`,
    );
    expect(await barriers(shown)).toEqual([expect.stringContaining('label')]);
  });

  describe('with the keyboard alone', () => {
    it('a chat is opened, answered, extended and ended', async () => {
      const shown = await page();
      await showState(shown, 'closed');
      await shown.getByRole('button', { name: 'Search' }).focus();
      await shown.keyboard.press('Tab');
      expect(await launcher(shown).getAttribute('aria-expanded')).toBe('false');
      await shown.keyboard.press('Enter');
      expect(await launcher(shown).getAttribute('aria-expanded')).toBe('true');
      expect(await inFocus(shown)).toBe('Type a message');
      await shown.keyboard.type('Hello');
      await shown.keyboard.press('Shift+Enter');
      await shown.keyboard.type('there');
      expect(await composer(shown).inputValue()).toBe('Hello\nthere');
      expect(await acts(shown)).not.toContain('send ""');
      await shown.keyboard.press('Enter');
      expect(await acts(shown)).toContain('send ""');
      expect(await inFocus(shown)).toBe('Type a message');

      await backTo(shown, 'Options');
      await shown.keyboard.press('Enter');
      expect(await inFocus(shown)).toMatch(/^Extend reconnect time/);
      await shown.keyboard.press('Enter');
      expect(await acts(shown)).toContain('extend');
      expect(await inFocus(shown)).toBe('Options');

      await shown.keyboard.press('Enter');
      await shown.keyboard.press('Tab');
      await shown.keyboard.press('Tab');
      expect(await inFocus(shown)).toBe('End chat');
      await shown.keyboard.press('Enter');
      expect(await inFocus(shown)).toBe('Cancel');
      await shown.keyboard.press('Tab');
      expect(await acts(shown)).not.toContain('endChat');
      await shown.keyboard.press('Enter');
      expect(await acts(shown)).toContain('endChat');
    });

    it('Esc closes the menu first, then the dialog, then the panel, and the focus returns to the launcher', async () => {
      const shown = await page();
      await showState(shown, 'closed');
      await launcher(shown).press('Enter');
      await backTo(shown, 'Options');
      await shown.keyboard.press('Enter');
      await shown.keyboard.press('Escape');
      expect(await inFocus(shown)).toBe('Options');
      await shown.keyboard.press('Enter');
      await shown.locator('.menu').getByRole('button', { name: 'End chat' }).press('Enter');
      await shown.keyboard.press('Escape');
      await shown.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await acts(shown)).not.toContain('close');
      expect(await inFocus(shown)).toBe('Type a message');
      await shown.keyboard.press('Escape');
      expect(await acts(shown)).toContain('close');
      expect(await inFocus(shown)).toBe('Open chat');
    });

    it('the focus is never lost when one phase follows another', async () => {
      const shown = await page();
      await showState(shown, 'closed');
      await launcher(shown).press('Enter');
      const everyState = (await states(shown)).filter((state) => state !== 'closed' && state !== 'unread');
      const lost: string[] = [];
      for (const state of everyState) {
        await showState(shown, state);
        if ((await inFocus(shown)) === null) lost.push(state);
      }
      expect(lost).toEqual([]);
    });

    it.each([
      ['closed', 'Open chat'],
      ['chat', 'Type a message'],
    ])("the focus moves from the loader's launcher into the widget: %s", async (state, focus) => {
      const shown = await page();
      await inWidget(shown, `root.appendChild(document.createElement('button')).focus()`);
      await showState(shown, state);
      expect(await inFocus(shown)).toBe(focus);
    });

    it('a page that loads with an open panel keeps its own focus', async () => {
      const shown = await page();
      await shown.getByRole('button', { name: 'Search' }).focus();
      await showState(shown, 'chat');
      expect(await inFocus(shown)).toBeNull();
    });
  });

  describe('the status region', () => {
    /** From here on time passes only when the test advances it. */
    async function chatOnHaltedClock(): Promise<Page> {
      const shown = await page();
      await installClock(shown, { time: '2026-03-10T12:00:00.000Z' });
      await showState(shown, 'chat');
      await shown.clock.pauseAt('2026-03-10T13:00:00.000Z');
      return shown;
    }

    it('is the only one, and speaks at useful moments: never each second', async () => {
      const shown = await chatOnHaltedClock();
      expect(await shown.locator('[role=status], [role=alert], [aria-live=assertive]').count()).toBe(1);
      const said = await listen(shown);
      await lose(shown, 75);
      await passes(shown, 2_000);
      for (let left = 74; left > 0; left--) {
        await change(shown, { secondsLeft: left });
        await passes(shown, 1_000);
      }
      await change(shown, { connection: 'live', secondsLeft: null, justBack: { missed: 2 } });
      await passes(shown, 1_000);
      expect(await said()).toEqual([
        'Connection lost. Your messages are kept. 75 seconds left to return.',
        '1 minute left to return.',
        '30 seconds left to return.',
        '10 seconds left to return.',
        'You’re back in the chat. 2 new messages.',
      ]);
    });

    it('says nothing about a connection that is restored in a moment', async () => {
      const shown = await chatOnHaltedClock();
      const said = await listen(shown);
      await lose(shown, 75);
      await passes(shown, 1_000);
      await change(shown, { connection: 'live', secondsLeft: null });
      await passes(shown, 5_000);
      expect(await said()).toEqual([]);
    });
  });

  describe('motion', () => {
    const animation = (of: Page): Promise<string> =>
      inWidget(of, `getComputedStyle(root.querySelector('.panel')).animationName`);

    it('is off with prefers-reduced-motion', async () => {
      const shown = await page({ reducedMotion: 'reduce' });
      await showState(shown, 'chat');
      expect(await animation(shown)).toBe('none');
    });

    it('is on without it (the counterpart)', async () => {
      const shown = await page({ reducedMotion: 'no-preference' });
      await showState(shown, 'chat');
      expect(await animation(shown)).toBe('rise');
    });
  });

  describe('on a phone', () => {
    it('the panel covers the whole screen, and Tab stays in it', async () => {
      const shown = await page(onPhone);
      await showState(shown, 'chat');
      expect(await shown.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, ...phone });
      expect(await launcher(shown).isVisible()).toBe(false);
      await composer(shown).focus();
      for (let presses = 0; presses < 12; presses++) {
        await shown.keyboard.press('Tab');
        expect(await inFocus(shown)).not.toBeNull();
      }
    });

    it('nothing is cut off at 320 CSS pixels, which is a screen at a zoom of 400 %', async () => {
      const shown = await page({ viewport: { width: 320, height: 480 } });
      const cut: string[] = [];
      for (const state of await states(shown)) {
        await showState(shown, state, 'de');
        const sideways = await inWidget<boolean>(
          shown,
          `[...root.querySelectorAll('.panel, .log, .screen, .banner, .composer')]
            .some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)`,
        );
        if (sideways) cut.push(state);
      }
      expect(cut).toEqual([]);
    });

    it('every target is at least 24 CSS pixels high and wide', async () => {
      const shown = await page(onPhone);
      const small: string[] = [];
      for (const state of await states(shown)) {
        await showState(shown, state);
        small.push(...(await smallTargets(shown)).map((target) => `${state}: ${target}`));
      }
      expect(small).toEqual([]);
    });
  });

  it('from right to left the whole layout is mirrored', async () => {
    const shown = await page();
    await showState(shown, 'chat', 'ar');
    const field = await shown.getByRole('textbox').boundingBox();
    const send = await shown.locator('.send').boundingBox();
    expect(send!.x).toBeLessThan(field!.x);
    expect((await launcher(shown).boundingBox())!.x).toBeLessThan(100);
    await showState(shown, 'chat', 'en');
    expect((await launcher(shown).boundingBox())!.x).toBeGreaterThan(1_000);
  });
});

/** Presses Shift+Tab until the element of this name has the focus. */
async function backTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole('button', { name });
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Shift+Tab');
    if (await wanted.and(page.locator(':focus')).isVisible()) return;
  }
  throw new Error(`${name} is not reached`);
}

function change(page: Page, phase: object): Promise<void> {
  return page.evaluate(`states.change(${JSON.stringify(phase)})`);
}

function lose(page: Page, secondsLeft: number): Promise<void> {
  return change(page, { connection: 'waiting', secondsLeft });
}

/** The test alone advances the clock. */
function passes(page: Page, ms: number): Promise<void> {
  return page.clock.runFor(ms);
}

/** Records what a screen reader would announce from the status region. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const change = `{ childList: true, characterData: true, subtree: true }`;
  const hear = `new MutationObserver(() => said.push(region.textContent)).observe(region, ${change})`;
  await inWidget(
    page,
    `{ globalThis.said = []; const region = root.querySelector('[role=status]'); ${hear}; }`,
  );
  return () => page.evaluate<string[]>('said');
}

/** Evaluates in the page: `root` is the widget's shadow root. */
function inWidget<Value>(page: Page, expression: string): Promise<Value> {
  return page.evaluate<Value>(`((root) => ${expression})(document.querySelector('rejoin-chat').shadowRoot)`);
}

function smallTargets(page: Page): Promise<string[]> {
  return inWidget(
    page,
    `[...root.querySelectorAll('button, input, textarea')]
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ target, box }) => target.checkVisibility() && (box.width < 24 || box.height < 24))
      .map(({ target }) => target.textContent)`,
  );
}
