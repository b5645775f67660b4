import { describeInBrowser, eventually } from '@rejoin/testing';
import { script, style, UnusualPages } from './unusual-page';

describeInBrowser('the widget beside what a page does', () => {
  const pages = new UnusualPages();

  it('can be used after a modal dialog or a full-screen element of the page has closed', async () => {
    const widget = await pages.visit({
      body: `<dialog id="own"><button>Close</button></dialog><div id="film">Film</div>${pages.tag()}`,
    });
    await widget.launcher.waitFor();
    await widget.page.evaluate('own.showModal(), Rejoin.open()');
    await widget.page.locator('#rejoin-panel').waitFor();
    await widget.page.evaluate('own.close()');
    await widget.say('after the dialog');
    await widget.page.locator('#film').click();
    await widget.page.evaluate('film.requestFullscreen()');
    await widget.page.evaluate('document.exitFullscreen()');
    await widget.say('after the film');
    expect(widget.complaints).toEqual([]);
  });

  it('stays through view transitions of the page', async () => {
    const widget = await pages.visit({});
    await widget.startChat('before');
    await widget.page.evaluate(`document.startViewTransition(() => {
      const body = document.createElement('body');
      body.innerHTML = '<h1>Next</h1>';
      document.documentElement.replaceChildren(document.head, body);
    }).finished`);
    await widget.say('after');
    expect(widget.complaints).toEqual([]);
  });

  it.each([
    ['without storage and origin', ''],
    [
      'of the same kind that wraps its timers',
      script('for (const own of [setTimeout]) window.setTimeout = (...given) => own(...given)'),
    ],
  ])('shows a sentence in a frame %s', async (_, own) => {
    const widget = await pages.visit({
      body: `<iframe sandbox="allow-scripts" style="width: 600px; height: 700px" srcdoc='${own}${pages.tag()}'></iframe>`,
    });
    const frame = widget.page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Open chat' }).click();
    await frame.getByText('Chat isn’t allowed on this page').first().waitFor();
    expect(widget.complaints.join()).toContain('sandbox needs allow-same-origin');
  });

  it('lets messages be selected and copied, whatever the page forbids', async () => {
    const widget = await pages.visit({ head: style('html, body, * { user-select: none !important }') });
    await widget.startChat('copy me');
    const selected = await widget.message('copy me').evaluate((bubble) => {
      const { getComputedStyle } = globalThis as unknown as {
        getComputedStyle(of: unknown): { userSelect: string };
      };
      return getComputedStyle(bubble).userSelect;
    });
    expect(selected).not.toBe('none');
  });

  it('can be used at a zoom of 200 % on a small screen, and its status is not cut off', async () => {
    const viewport = { width: 640, height: 400 };
    const widget = await pages.visit({}, '', { viewport, deviceScaleFactor: 2 });
    await widget.startChat('hello');
    for (const part of [widget.composer, widget.button('Send'), widget.button('Minimize chat')]) {
      const box = await part.first().boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= viewport.height).toBe(true);
    }
    const status = await widget.page.locator('#rejoin-widget .who p').evaluate((line) => {
      const { scrollWidth, clientWidth } = line as unknown as { scrollWidth: number; clientWidth: number };
      return scrollWidth - clientWidth;
    });
    expect(status).toBeLessThanOrEqual(0);
  });

  it('scrolls, and has fields that can be used, where the page prevents wheel and mouse', async () => {
    const widget = await pages.visit({
      head: script(`
        for (const name of ['wheel', 'touchmove', 'mousedown', 'selectstart', 'contextmenu'])
          for (const capture of [true, false])
            document.addEventListener(name, (event) => event.preventDefault(), { passive: false, capture });
      `),
    });
    await widget.startChat('line\n'.repeat(60));
    await widget.page.evaluate('document.activeElement.blur()');
    await widget.composer.click();
    await widget.page.keyboard.type('typed after a click');
    expect(await widget.composer.inputValue()).toBe('typed after a click');
    const top = () => widget.log.evaluate((log) => (log as unknown as { scrollTop: number }).scrollTop);
    const before = await top();
    expect(before).toBeGreaterThan(0);
    await widget.log.hover();
    await widget.page.mouse.wheel(0, -300);
    await eventually(async () => expect(await top()).toBeLessThan(before));
  });

  it.each(['focus', 'focusin'])(
    'keeps the focus beside a dialog of the page that catches %s on its way down',
    async (name) => {
      const widget = await pages.visit({
        body: `<div id="modal"><input></div>${pages.tag()}${script(`
          document.addEventListener('${name}', ({ target }) => {
            if (target !== document && !modal.contains(target)) modal.querySelector('input').focus();
          }, true);
          document.addEventListener('mousedown', (event) => {
            if (!modal.contains(event.target)) event.preventDefault();
          }, true);
        `)}`,
      });
      await widget.openPanel();
      await widget.composer.click();
      await widget.page.keyboard.type('beside the dialog');
      await widget.page.keyboard.press('Enter');
      await widget.message('beside the dialog').waitFor();
    },
  );

  it('is opened, written in and closed where the page stops clicks and keys on their way down', async () => {
    const widget = await pages.visit({
      head: script(`
        for (const name of ['click', 'keydown', 'keypress', 'keyup'])
          document.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
      `),
    });
    await widget.page.evaluate('Rejoin.open()');
    await widget.composer.fill('by the button');
    await widget.button('Send').click();
    await widget.message('by the button').waitFor();
    await widget.say('by Enter');
    await widget.log.getByText('Sending').waitFor({ state: 'detached' });
    expect(await widget.messages()).toEqual(['by the button', 'by Enter']);
    await widget.button('Minimize chat').click();
    await widget.panel.waitFor({ state: 'detached' });
    await widget.openPanel();
    await widget.page.keyboard.press('Escape');
    await widget.panel.waitFor({ state: 'detached' });
    expect(widget.complaints).toEqual([]);
  });

  it('reports where the page stops keys before the widget has come', async () => {
    const widget = await pages.visit({
      head: script(`addEventListener('keydown', (event) => event.stopImmediatePropagation(), true)`),
    });
    await widget.openPanel();
    await widget.composer.fill('by Enter');
    await widget.composer.press('Enter');
    await eventually(() => expect(widget.complaints.join()).toContain('this page stops keys at window'));
    await widget.button('Send').click();
    await widget.message('by Enter').waitFor();
  });

  it('goes on when the page clears the storage', async () => {
    const widget = await pages.visit({});
    await widget.startChat('hello');
    await widget.page.evaluate('localStorage.clear(), sessionStorage.clear()');
    await widget.say('after that');
    await widget.log.getByText('Sending').waitFor({ state: 'detached' });
    expect(await widget.messages()).toEqual(['hello', 'after that']);
  });

  it('connects on a page that the browser has loaded in advance only when it is shown', async () => {
    const widget = await pages.visit({
      head: script(`
        window.show = () => {
          delete document.prerendering;
          document.dispatchEvent(new Event('prerenderingchange'));
        };
        if (localStorage.inAdvance) Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
      `),
    });
    await widget.startChat('hello');
    let sockets = 0;
    widget.page.on('websocket', () => sockets++);
    await widget.page.evaluate('localStorage.inAdvance = 1');
    const requests: string[] = [];
    widget.page.on('request', (request) => requests.push(request.url()));
    await widget.page.reload();
    await widget.launcher.waitFor();
    // The page calls the API as if it was shown. The widget looks for work whenever it puts its element back.
    await widget.page.evaluate(`
      Rejoin.setAuthTokenProvider(() => undefined), Rejoin.startChat(), Rejoin.open();
      document.querySelector('#rejoin-widget').remove();
    `);
    await widget.launcher.waitFor();
    expect([sockets, await widget.message('hello').count()]).toEqual([0, 0]);
    expect(requests.filter((url) => url.includes('/v1/'))).toEqual([]);
    await widget.page.evaluate('show()');
    await widget.message('hello').waitFor();
    expect(sockets).toBe(1);
    expect(widget.complaints).toEqual([]);
  });
});
