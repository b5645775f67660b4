import { describeInBrowser, device, eventually, inABrowser, StrictProxy } from '@rejoin/testing';
import { text } from 'node:stream/consumers';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace, visit, WidgetPage, type Place } from './widget-page';

describeInBrowser('the widget in trouble', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  const embedded = () => ({ widgetId: place.shop.name, gateway: place.line.url });

  beforeAll(async () => {
    place = await openPlace(world());
  });
  afterAll(async () => {
    await place.portal.close();
  });
  afterEach(() => {
    place.line.restore();
    place.portal.embed(embedded());
  });

  const atTheDesk = () =>
    [...place.agent.desk.state.conversations.values()].flatMap(({ transcript }) => texts(transcript.entries));

  it('works in memory where the browser stores nothing, and reports it once', async () => {
    const context = await device(browser());
    await context.addInitScript(`
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
      }
    `);
    const widget = await WidgetPage.open(context, place.portal.url);
    const sentence = widget.text('Your browser is blocking storage');
    await widget.openPanel();
    await sentence.waitFor();
    await widget.say('without storage');
    await widget.log.getByText(/joined the chat/).waitFor();
    await widget.button('Dismiss').click();
    await sentence.waitFor({ state: 'detached' });
    place.line.drop();
    await widget.say('and back');
    await eventually(() => expect(atTheDesk()).toContain('and back'));
    expect(await sentence.count()).toBe(0);
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it('reports that the service cannot be reached, keeps the typed text, and starts when it can', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.openPanel();
    await widget.composer.waitFor();
    place.line.cut();
    const question = `is anybody there at ${Date.now()}?`;
    await widget.say(question);
    await widget.log.getByText('Sending').waitFor();
    await widget.text('Your messages are kept').waitFor();
    // The learned gateways are not in the page's policy: each is tried once.
    let attempts = 0;
    widget.page.on('websocket', (socket) => {
      if (socket.url().includes(`:${place.line.port}/`)) attempts++;
    });
    await eventually(async () => {
      await widget.page.evaluate(`dispatchEvent(new Event('focus'))`);
      expect(attempts).toBeGreaterThan(4);
    });
    expect([...widget.forbidden].sort()).toEqual([...new Set(widget.forbidden)].sort());
    expect(widget.forbidden).toHaveLength(world().system.gateways.length);
    await widget.page.reload();
    place.line.restore();
    await widget.log.getByText(/joined the chat/).waitFor();
    await eventually(() => expect(atTheDesk().filter((text) => text === question)).toHaveLength(1));
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it('shows a customer who was never connected the true state, and that nothing is lost', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.openPanel();
    await widget.composer.waitFor();
    place.line.cut();
    await widget.say('is this the first word?');
    await widget.text('Your messages are kept and sent when you’re connected').waitFor();
    expect(await widget.text(/Connection lost|Reconnecting/).count()).toBe(0);
    await context.setOffline(true);
    await widget.text('You’re offline').waitFor();
    await context.setOffline(false);
    place.line.restore();
    await eventually(() => expect(atTheDesk()).toContain('is this the first word?'));
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it.each(['panel.js', 'chunks/mount-*', 'chunks/*'])(
    'reports in the launcher that a part of the panel cannot be loaded, and loads it when it can: %s',
    async (part) => {
      const { context, widget } = await visit(browser(), place.portal.url);
      await widget.launcher.waitFor();
      await context.route(`**/${part}`, (route) => route.abort());
      await widget.launcher.click();
      await widget.page.getByText('Unavailable').waitFor();
      await context.unroute(`**/${part}`);
      await widget.panel.waitFor();
      await widget.page.getByText('Unavailable').waitFor({ state: 'detached' });
      expect(widget.complaints).toEqual([]);
      await context.close();
    },
  );

  it('lets each attempt to load the panel last longer than the one before, for slow networks', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.launcher.waitFor();
    await widget.page.evaluate(`window.limits = [];
      window.setTimeout = ((later) => (act, ms, ...given) => {
        const isLimit = ms >= 10_000 && ms % 10_000 === 0;
        if (isLimit) limits.push(ms);
        return later(act, isLimit && limits.length < 3 ? 0 : ms, ...given);
      })(setTimeout)`);
    let comes = () => {};
    const arrived = new Promise<void>((resolve) => (comes = resolve));
    await context.route('**/chunks/mount-*', async (route) => {
      await arrived;
      await route.continue();
    });
    await widget.launcher.click();
    await eventually(async () => {
      expect(await widget.page.evaluate('limits.slice(0, 3)')).toEqual([10_000, 20_000, 30_000]);
    });
    comes();
    await widget.panel.waitFor();
    await context.close();
  });

  it('refuses a message that is too long, with a sentence, and leaves it in the composer', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.startChat('first');
    for (const tooLong of ['x'.repeat(64 * 1024), 'x'.repeat(32_001), '字'.repeat(30_000)]) {
      await widget.composer.fill(tooLong);
      await widget.composer.press('Enter');
      await widget
        .text(/too long|Send it in several parts/)
        .first()
        .waitFor();
      expect(await widget.composer.inputValue()).toBe(tooLong);
      await widget.composer.fill('');
      await widget.button('Dismiss').click();
    }
    const atTheLimit = `${'y'.repeat(31_990)} the end`;
    await widget.composer.fill(atTheLimit);
    await widget.composer.press('Enter');
    await eventually(() => expect(atTheDesk()).toContain(atTheLimit));
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it('treats pasted HTML as text', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: place.portal.origin });
    await widget.openPanel();
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${place.portal.origin}/other`);
    const html = '<img src=x onerror="document.title=1"><b>bold</b><script>document.title=2</script>';
    await elsewhere.evaluate(`navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob([${JSON.stringify(html)}], { type: 'text/html' }),
      'text/plain': new Blob([${JSON.stringify(html)}], { type: 'text/plain' }),
    })])`);
    await elsewhere.close();
    await widget.page.bringToFront();
    await widget.composer.focus();
    await widget.page.keyboard.press('ControlOrMeta+V');
    expect(await widget.composer.inputValue()).toBe(html);
    await widget.composer.press('Enter');
    await eventually(() => expect(atTheDesk()).toContain(html));
    expect(await widget.messages()).toEqual([html]);
    expect(await widget.page.title()).toBe('Portal');
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it('reports a widget that does not exist or is not allowed on this page', async () => {
    place.portal.embed({ ...embedded(), widgetId: 'no-such-widget' });
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.openPanel();
    await widget.text('Chat isn’t available').waitFor();
    await widget.text(/already been used or has expired/).waitFor();
    expect(widget.complaints.filter((line) => !/CORS/.test(line))).toEqual([]);
    await context.close();
  });

  it('extends the time limit before the connection is lost, and counts down when it is', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.startChat('I have to restart');
    await widget.button('Options').click();
    await widget.button('Extend reconnect time').click();
    await widget.log.getByText(/you have 2 minutes to return/).waitFor();
    place.line.cut();
    await widget.panel.getByRole('timer').waitFor();
    const { secondsLeft } = await widget.page.evaluate<{ secondsLeft: number }>(
      'Rejoin.getReconnectContext()',
    );
    expect(secondsLeft).toBeGreaterThan(60);
    expect(secondsLeft).toBeLessThanOrEqual(120);
    expect(widget.complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['refuses', 403],
    ['answers with 502', 502],
    ['drops', 'drop'],
    ['accepts and passes no frames of', 'mute'],
  ] as const)(
    'goes on by HTTP when the network %s every WebSocket after the first, and by a WebSocket when they pass again',
    async (how, refusal) => {
      const proxy = await StrictProxy.before(() => place.line.url);
      try {
        proxy.refusal = 'pass';
        place.portal.embed({ ...embedded(), gateway: proxy.url });
        const { context, widget } = await visit(browser(), place.portal.url);
        await widget.page.evaluate('window.passed = 0, Date.now = ((now) => () => now() + passed)(Date.now)');
        await widget.startChat(`hello before it ${how} them`);
        expect(proxy.upgrades).toBe(0);
        proxy.refusal = refusal;
        proxy.cut();
        await eventually(() => expect(proxy.upgrades).toBeGreaterThan(0));
        const lost = `written at ${Date.now()} while it ${how} them`;
        const back = `written at ${Date.now()} when it no longer ${how} them`;
        await widget.say(lost);
        await eventually(() => expect(atTheDesk()).toContain(lost), { timeout: 30_000 });
        // The choice holds for ten minutes. The next connection after them is a WebSocket again.
        proxy.refusal = 'pass';
        const sockets: string[] = [];
        widget.page.on('websocket', (socket) => sockets.push(socket.url()));
        await widget.page.evaluate('passed = 660_000');
        await eventually(() => {
          // Between two polls there is no connection that could be lost.
          place.line.drop();
          expect(sockets.length).toBeGreaterThan(0);
        });
        await widget.say(back);
        await eventually(() => expect(atTheDesk()).toContain(back), { timeout: 30_000 });
        expect(atTheDesk().filter((text) => [lost, back].includes(text))).toEqual([lost, back]);
        expect(widget.complaints).toEqual([]);
        await context.close();
      } finally {
        await proxy.close();
      }
    },
  );

  it.each([
    ['426', 426],
    ['no answer', null],
  ])(
    'chats through a proxy that buffers and answers WebSockets with %s, and reconnects',
    async (_, refusal) => {
      const proxy = await StrictProxy.before(() => place.line.url);
      proxy.refusal = refusal;
      place.portal.embed({ ...embedded(), gateway: proxy.url });
      const addresses: string[] = [];
      const context = await device(browser());
      context.on('request', (request) => addresses.push(request.url()));
      const widget = await WidgetPage.open(context, place.portal.url);
      const hello = `hello through ${refusal}`;
      await widget.openPanel();
      await widget.say(hello);
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(proxy.upgrades).toBeGreaterThan(0);
      const { desk } = place.agent;
      const conversationId = await eventually(() =>
        [...desk.state.conversations.keys()].find((id) =>
          texts(desk.state.conversations.get(id)?.transcript.entries ?? []).includes(hello),
        ),
      );
      await desk.send(conversationId, 'hello customer');
      await widget.message('hello customer').waitFor();
      place.line.cut();
      await widget.say('written while it was cut');
      await widget
        .text(/Connection lost|left to return|Your chat stays open/)
        .first()
        .waitFor();
      await desk.send(conversationId, 'missed');
      place.line.restore();
      await widget.message('missed').waitFor();
      await eventually(() => expect(atTheDesk()).toContain('written while it was cut'));
      await widget.page.reload();
      await widget.message('missed').waitFor();
      expect(await widget.messages()).toEqual(
        expect.arrayContaining([hello, 'hello customer', 'missed', 'written while it was cut']),
      );
      expect(await widget.messages()).toHaveLength(4);
      expect(
        new Set(addresses.filter((url) => url.includes('/v1/chat')).map((url) => new URL(url).search)),
      ).toEqual(new Set(['']));
      expect(widget.complaints).toEqual([]);
      await context.close();
      await proxy.close();
    },
  );

  it('reports the failure before the scripts with the full texts have loaded', async () => {
    const { context, widget } = await visit(browser(), place.portal.url);
    await context.route(/later-|screens-/, (route) => route.abort());
    await widget.launcher.click();
    await widget.say('hello');
    await widget.log.getByText(/joined the chat/).waitFor();
    place.line.cut();
    await widget.text('Connection lost. Your messages are kept.').waitFor();
    await context.setOffline(true);
    await widget.text('You’re offline. Your messages are kept').waitFor();
    await context.setOffline(false);
    place.line.restore();
    await widget.text('Your messages are kept').waitFor({ state: 'detached' });
    await widget.composer.fill('x'.repeat(32_001));
    await widget.composer.press('Enter');
    await widget.text('Your message is too long').waitFor();
    await context.close();
  });

  it('executes calls that the portal made before the script had loaded', async () => {
    place.portal.embed({
      ...embedded(),
      script: `window.told = [];
        (window.Rejoin ||= []).push((rejoin) => {
          for (const name of ['started', 'message', 'reconnected', 'ended']) {
            rejoin.on(name, (event) => told.push([name, event.text ?? event.missed ?? event.by ?? event.created]));
          }
          rejoin.on('message', () => told.push('never'))();
          rejoin.startChat();
        });`,
    });
    const { context, widget } = await visit(browser(), place.portal.url);
    await widget.say('hello portal');
    const told = () => widget.page.evaluate('told');
    await eventually(async () =>
      expect(await told()).toEqual([
        ['started', true],
        ['message', 'hello portal'],
      ]),
    );
    place.line.drop();
    await eventually(async () => expect(await told()).toContainEqual(['reconnected', 0]));
    const saved = widget.page.waitForEvent('download');
    await widget.page.evaluate('Rejoin.endChat()');
    await widget.button('Download transcript').click();
    expect(await text(await (await saved).createReadStream())).toContain('hello portal');
    await eventually(async () => expect(await told()).toContainEqual(['ended', 'customer']));
    expect(widget.complaints).toEqual([]);
    await context.close();
  });
});
