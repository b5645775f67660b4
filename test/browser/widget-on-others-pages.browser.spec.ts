import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { bundled } from './bundled';
import { openPlace, WidgetPage, type Place } from './widget-page';

const examples = join(__dirname, '../../docs/examples/widget');

describeInBrowser('the widget on pages of third parties', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;

  beforeAll(async () => {
    const notifications = { showCount: true, playSound: true };
    place = await openPlace(world(), { widget: { notifications } }, {}, '/own#/help');
  });
  afterAll(async () => {
    await place.portal.close();
  });
  beforeEach(async () => {
    context = await device(browser());
  });
  afterEach(async () => {
    await context.close();
  });

  const tag = (attributes = '') =>
    `<script async src="${place.line.url}/widget/v1.js" data-widget-id="${place.shop.name}" ${attributes}></script>`;

  /** A page of the portal that its owner writes freely. */
  async function visit(body: string, head = '', at = '/own'): Promise<WidgetPage> {
    place.portal.write(
      `<!doctype html><html lang="en"><head>${head}<title>Own</title></head><body>${body}</body></html>`,
    );
    return WidgetPage.open(context, place.portal.origin + at);
  }

  const atTheDesk = () =>
    [...place.agent.desk.state.conversations.values()].flatMap(({ transcript }) => texts(transcript.entries));

  it('is visible and stays in its corner under rules that hide, move or shrink every matching element', async () => {
    const widget = await visit(
      `<style>
        div:empty { display: none }
        html > div, * { transform: translateX(-900px) !important; opacity: 0.1; float: left }
        #rejoin-widget { display: none !important; width: 1px; overflow: hidden; filter: blur(9px) }
        html, body { transform: none !important; opacity: 1 }
      </style>${tag()}`,
    );
    await widget.openPanel();
    // The launcher moves a little while the pointer is over it.
    await widget.page.mouse.move(5, 5);
    const box = await widget.page.locator('#rejoin-widget .launcher').boundingBox();
    expect(box && [Math.round(box.x + box.width), Math.round(box.y + box.height)]).toEqual([1260, 780]);
    await widget.page.evaluate(`document.querySelector('#rejoin-widget').hidden = true`);
    await widget.panel.waitFor({ state: 'hidden' });
  });

  it('opens when the launcher of the script is pressed while the panel loads', async () => {
    let comes = () => {};
    const pressed = new Promise<void>((resolve) => (comes = resolve));
    await context.route('**/panel.js*', async (route) => {
      await pressed;
      await route.continue();
    });
    const widget = await visit(tag());
    const { x, y, width } = (await widget.launcher.boundingBox())!;
    await widget.page.mouse.move(x + width / 2, y + 30);
    await widget.page.mouse.down();
    comes();
    await widget.panel.waitFor();
    await widget.page.mouse.up();
    await widget.say('it is open');
  });

  it('is left out when the page is printed', async () => {
    const widget = await visit(tag());
    await widget.openPanel();
    await widget.page.emulateMedia({ media: 'print' });
    await widget.panel.waitFor({ state: 'hidden' });
    await widget.page.emulateMedia({ media: 'screen' });
    await widget.panel.waitFor();
  });

  it.each([
    ['loses its <html> children', `document.documentElement.replaceChildren(document.createElement('body'))`],
    ['is replaced as a whole', `document.documentElement.replaceWith(document.createElement('html'))`],
    ['is written again', `document.open(), document.write('<p>New'), document.close()`],
  ])('is restored when the page %s, also while only its launcher exists', async (_, change) => {
    const widget = await visit(tag());
    await widget.launcher.waitFor();
    await widget.page.evaluate(`void (${change})`);
    await widget.startChat('stay');
    await widget.page.evaluate(`window.pressed = [], void (${change})`);
    await widget.message('stay').waitFor();
    await widget.page.evaluate(`void document.addEventListener('keydown', ({ key }) => pressed.push(key))`);
    await widget.composer.pressSequentially('still here');
    await widget.composer.press('Enter');
    await widget.message('still here').waitFor();
    expect(await widget.page.evaluate('pressed')).toEqual([]);
    await widget.button('Minimize chat').click();
    await widget.launcher.click();
    await widget.message('still here').waitFor();
    await eventually(() => expect(atTheDesk()).toContain('still here'));
  });

  it.each([['pt_BR'], ['de-DE@posix'], ['{{locale}}'], ['C'], ['POSIX'], ['auto']])(
    'opens with the locale %s',
    async (locale) => {
      context = await device(browser(), { locale: 'en-GB' });
      const widget = await visit(tag(`data-locale="${locale}"`));
      const name = locale.startsWith('de') ? /Chat öffnen/ : /Open chat/;
      await widget.page.locator('#rejoin-widget').getByRole('button', { name }).click();
      await widget.panel.getByRole('textbox').fill('hello');
      await widget.panel.getByRole('textbox').press('Enter');
      await widget.log.getByText(/Ada/).first().waitFor();
      expect(widget.complaints.some((line) => line.includes('this is not a locale'))).toBe(
        /[{CX]/.test(locale),
      );
    },
  );

  it('keeps typed keys from the shortcuts of the page, which work outside of its fields', async () => {
    const widget = await visit(
      `<input id="search"><button id="outside">x</button>${tag()}`,
      `<script>
        window.keys = [];
        for (const of of [window, document]) for (const capture of [true, false])
          for (const type of ['keydown', 'keypress', 'keyup'])
            of.addEventListener(type, (event) => {
              if (event.target.matches?.('input, textarea')) return;
              if (type === 'keydown' && event.key === 's' && of === document) search.focus();
              if (of === document) keys.push(event.key);
            }, capture);
      </script>`,
    );
    await widget.openPanel();
    await widget.composer.focus();
    await widget.page.keyboard.type('my bike is stolen');
    expect(await widget.composer.inputValue()).toBe('my bike is stolen');
    expect(await widget.page.evaluate('keys')).toEqual([]);
    await widget.page.keyboard.press('Enter');
    await widget.message('my bike is stolen').waitFor();
    await widget.page.locator('#outside').press('s');
    expect(await widget.page.evaluate('document.activeElement.id')).toBe('search');
  });

  it('can be used beside a dialog of the page that traps the focus', async () => {
    const widget = await visit(
      `<div id="modal"><input></div>${tag()}`,
      `<script>
        document.addEventListener('focusin', ({ target }) => {
          if (!modal.contains(target)) modal.querySelector('input').focus();
        });
      </script>`,
    );
    await widget.openPanel();
    await widget.composer.click();
    await widget.page.keyboard.type('beside the dialog');
    await widget.page.keyboard.press('Enter');
    await widget.message('beside the dialog').waitFor();
  });

  it('neither sends nor closes on a key of an input method, with the events of Safari', async () => {
    const widget = await visit(tag());
    await widget.openPanel();
    await widget.composer.fill('ni hao');
    for (const key of ['Enter', 'Escape'])
      await widget.composer.dispatchEvent('keydown', { key, keyCode: 229, bubbles: true, composed: true });
    expect(await widget.composer.inputValue()).toBe('ni hao');
    await widget.composer.press('Enter');
    await widget.message('ni hao').waitFor();
    await widget.composer.press('Escape');
    await widget.panel.waitFor({ state: 'detached' });
  });

  it('is loaded as a module behind the script of somebody else that has an attribute of the same name', async () => {
    const widget = await visit(`<script data-widget-id="theirs"></script>${tag('type="module"')}`);
    await widget.openPanel();
    await widget.composer.waitFor();
    expect(widget.complaints).toEqual([]);
  });

  it('is loaded as a module, and by import() with boot', async () => {
    const asModule = await visit(tag('type="module"'));
    await asModule.openPanel();
    await asModule.composer.waitFor();
    const imported = await visit(`<script type="module">
      await import('${place.line.url}/widget/v1.js');
      Rejoin.open();
      Rejoin.boot();
      Rejoin.boot({});
      Rejoin.boot({ widgetId: '${place.shop.name}', endpoint: '${place.line.url}/' });
    </script>`);
    // The first page left it open. Calls that come too early or without a widget are reported and break
    // nothing.
    await imported.composer.waitFor();
    expect(imported.complaints).toHaveLength(3);
    expect(imported.complaints.join()).toMatch(
      /open: Error: widgetId first.*boot: .*boot: Error: widgetId first/s,
    );
  });

  it('is loaded by tag managers, which insert the script late or more than once', async () => {
    const widget = await visit(
      `<script>
        const load = () => {
          const script = document.createElement('script');
          script.src = '${place.line.url}/widget/v1.js';
          document.body.append(script);
        };
        (window.Rejoin ||= []).push((rejoin) => rejoin.boot({ widgetId: '${place.shop.name}' }));
        setTimeout(load, 50), load();
      </script>`,
    );
    await widget.startChat('by a tag manager');
    // Changes the page as Turbo, pjax and Barba do: they insert another body, whose scripts run again.
    await widget.page.evaluate(`{
      const body = document.createElement('body');
      body.innerHTML = '<h1>Next</h1>';
      document.body.replaceWith(body);
      history.pushState(null, '', '/own?next');
      load();
    }`);
    await widget.say('on the next page');
    expect(await widget.page.locator('#rejoin-widget').count()).toBe(1);
    expect(widget.complaints).toEqual([]);
  });

  it('takes every call of the API, twice and in the wrong order, without throwing into the page', async () => {
    const calls = `for (const name of Object.keys(Rejoin).sort().reverse()) for (const given of [[], [null], ['x'], [{}]]) {
      if (name !== 'shutdown') Rejoin[name](...given);
    }`;
    const widget = await visit(
      tag('').replace('data-widget-id', 'data-none'),
      `<script>window.thrown = []; onerror = (what) => void thrown.push(what);
        onunhandledrejection = ({ reason }) => void thrown.push(String(reason));</script>`,
    );
    await eventually(() => widget.page.evaluate('typeof Rejoin?.boot === "function"'));
    await widget.page.evaluate(`{ ${calls} Rejoin.shutdown(); Rejoin.shutdown(); }`);
    await widget.page.evaluate(
      `Rejoin.boot({ widgetId: '${place.shop.name}', customer: 5, locale: 7, endpoint: '' }), Rejoin.show()`,
    );
    await widget.startChat('after all that');
    await widget.page.evaluate(`{ ${calls} Rejoin.show(); Rejoin.open(); }`);
    await widget.button('Start a new chat').click();
    await widget.say('and again');
    await widget.page.evaluate('Rejoin.shutdown(), Rejoin.shutdown()');
    expect(await widget.page.evaluate('thrown')).toEqual([]);
  });

  it('works beside a library that adds toJSON to arrays', async () => {
    const prototype = `<script>Array.prototype.toJSON = function () { return 'list' };</script>`;
    const widget = await visit(tag(), prototype);
    await widget.startChat('with Prototype');
    place.line.cut();
    await widget.say('not sent yet');
    await widget.page.close();
    place.line.restore();
    await (await visit(tag(), prototype)).message('with Prototype').waitFor();
    await eventually(() => expect(atTheDesk()).toContain('not sent yet'));
  });

  it.each([['"text"'], ['{"session":5,"unsent":"x","drafts":{}}'], ['{"unsent":[null,7]}'], ['not JSON']])(
    'opens where the browser has stored %s for it',
    async (value) => {
      const stored = ['', '.ui']
        .map((end) => `localStorage['rejoin.${place.shop.name}${end}'] = ${JSON.stringify(value)};`)
        .join('');
      const widget = await visit(tag(), `<script>${stored}</script>`);
      await widget.openPanel();
      await widget.composer.waitFor();
    },
  );

  it('reports full storage once, and continues in memory', async () => {
    const widget = await visit(
      tag(),
      `<script>
        const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          if (String(value).length > 200) throw new DOMException('full', 'QuotaExceededError');
          set.call(this, key, value);
        };
      </script>`,
    );
    await widget.openPanel();
    await widget.say('x'.repeat(300));
    await widget.text('Your browser is blocking storage').waitFor();
    await widget.log.getByText(/joined the chat/).waitFor();
  });

  it('renders no message again when a key is pressed', async () => {
    const widget = await visit(
      tag(),
      `<script>
        window.drawn = 0;
        const all = String.prototype.matchAll;
        String.prototype.matchAll = function (by) {
          if (String(by).includes('https?')) drawn += 1;
          return all.call(this, by);
        };
      </script>`,
    );
    await widget.startChat('one');
    expect(await widget.page.evaluate('drawn')).not.toBe(0);
    // Parts that are still loading are rendered once more, and no key causes a render.
    await eventually(async () => {
      const before = await widget.page.evaluate('drawn');
      await widget.composer.pressSequentially('ten keys!!');
      expect(await widget.page.evaluate('drawn')).toBe(before);
    });
  });

  it('cuts no character in two when it shows a long address', async () => {
    const widget = await visit(tag());
    await widget.startChat('look:');
    const start = `shop.example/${'a'.repeat(25)}😀`;
    await widget.composer.fill(`https://${start}${'b'.repeat(20)}`);
    await widget.composer.press('Enter');
    expect(await widget.log.getByRole('link').textContent()).toBe(`${start}…`);
  });

  it('counts new messages in the title and plays a sound while the page is in the background', async () => {
    const widget = await visit(
      tag(),
      `<script>
        window.tones = 0;
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...when) { tones += 1; start.apply(this, when); };
        window.turn = (state) => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        };
      </script><title> Own  page </title>`,
    );
    const title = () => widget.page.evaluate(`document.querySelector('title').textContent`);
    const before = new Set(place.agent.desk.state.conversations.keys());
    await widget.startChat('call me');
    const [mine = ''] = [...place.agent.desk.state.conversations.keys()].filter((id) => !before.has(id));
    await place.agent.desk.send(mine, 'seen at once');
    await widget.message('seen at once').waitFor();
    expect(await widget.page.evaluate('tones')).toBe(0);

    await widget.page.evaluate(`turn('hidden')`);
    await place.agent.desk.send(mine, 'one');
    await place.agent.desk.send(mine, 'two');
    await eventually(async () => {
      expect(await title()).toBe('(2)  Own  page ');
      expect(await widget.page.evaluate('tones')).toBeGreaterThan(0);
    });
    await widget.page.evaluate(`turn('visible')`);
    expect(await title()).toBe(' Own  page ');

    // A page that changes its title in the meantime keeps the new title.
    await widget.page.evaluate(`turn('hidden')`);
    await place.agent.desk.send(mine, 'three');
    await eventually(async () => expect(await title()).toBe('(1)  Own  page '));
    await widget.page.evaluate(`document.title = 'Basket'`);
    await place.agent.desk.send(mine, 'four');
    await eventually(async () => expect(await title()).toBe('(2) Basket'));
    await widget.page.evaluate(`turn('visible')`);
    expect(await title()).toBe('Basket');

    // In the foreground, with the panel closed, the launcher shows the count.
    await widget.button('Minimize chat').click();
    await place.agent.desk.send(mine, 'five');
    const badge = widget.page.locator('#rejoin-widget').getByRole('button', { name: /1 new message/ });
    expect(await badge.getAttribute('data-unread', { timeout: 10_000 })).toBe('1');
    expect(await title()).toBe('Basket');
    expect(widget.complaints).toEqual([]);
  });

  it('boots again after shutdown with another widget and language, and only once before', async () => {
    const second = await world().shop({ portalUrl: place.portal.url, widget: { askName: true } });
    const { desk } = await world().agent(second, 'eve', { displayName: 'Eve' });
    const widget = await visit(tag());
    await widget.startChat('of the first');
    await widget.page.evaluate(`Rejoin.boot({ widgetId: 'other', locale: 'de' })`);
    await eventually(async () => expect(widget.complaints.join()).toContain('call shutdown() first'));
    await widget.message('of the first').waitFor();
    await widget.page.evaluate(`
      Rejoin.shutdown();
      Rejoin.boot({ widgetId: '${second.name}', endpoint: '${place.line.url}', locale: 'de', customer: { name: 'Mia', context: { basket: 3 } } });
    `);
    const launcher = widget.page.locator('#rejoin-widget').getByRole('button', { name: 'Chat öffnen' });
    await launcher.click();
    await widget.panel.getByRole('textbox', { name: 'Nachricht eingeben' }).fill('Hallo');
    await widget.page.keyboard.press('Enter');
    await widget.log.getByText(/Eve/).first().waitFor();
    expect(await widget.messages()).toEqual(['Hallo']);
    const [chat] = desk.state.conversations.values();
    expect(chat?.snapshot).toMatchObject({ customer: { name: 'Mia' }, context: { basket: '3' } });
    const kept = await widget.page.evaluate(`String(localStorage['rejoin.${place.shop.name}'])`);
    expect(kept).not.toContain('secret');
  });

  it('has no launcher where the page has its own, and is hidden and shown by the page', async () => {
    const widget = await visit(
      `<button id="own" onclick="Rejoin.open()">Help</button>${tag('data-launcher="none"')}`,
    );
    await widget.page.locator('#own').click();
    await widget.composer.waitFor();
    const launcher = widget.page.locator('#rejoin-widget .launcher');
    expect(await launcher.isVisible()).toBe(false);
    await widget.page.evaluate('Rejoin.hide()');
    await widget.panel.waitFor({ state: 'hidden' });
    await widget.page.evaluate('Rejoin.show()');
    await widget.panel.waitFor();
    expect(widget.complaints).toEqual([]);
  });

  describe('the examples of docs/examples/widget', () => {
    const example = (name: string) =>
      readFileSync(join(examples, name), 'utf8')
        .replaceAll('https://chat.example', place.line.url)
        .replaceAll('"shop"', `"${place.shop.name}"`);

    it('work in plain HTML, with a launcher of the page’s own', async () => {
      place.portal.write(example('plain.html'));
      const widget = await WidgetPage.open(context, `${place.portal.origin}/own`);
      await widget.page.getByRole('button', { name: 'Help' }).click();
      await widget.composer.waitFor();
      expect(await widget.page.locator('#rejoin-widget .launcher').isVisible()).toBe(false);
      expect(widget.complaints).toEqual([]);
    });

    it('keep the page of a hash-routed portal that a reconnect link opens', async () => {
      place.portal.write(example('hash-routed.html'));
      const url = `${place.portal.origin}/own#/help?oc.reconnectid=secret`;
      const widget = await WidgetPage.open(context, url);
      await widget.button('Continue here').waitFor();
      expect(new URL(widget.page.url()).hash).toBe('#/help');
      await widget.page.getByText('How can we help?').waitFor();
      expect(widget.complaints).toEqual([]);
    });

    it.each(['react.tsx', 'vue.ts'])('work with a framework: %s', async (name) => {
      const widget = await visit(
        `<div id="app"></div><script>${bundled(join(examples, name))
          .replaceAll('https://chat.example', place.line.url)
          .replace(/widgetId:\s*(["'`])shop\1/, `widgetId: "${place.shop.name}"`)}</script>`,
      );
      await widget.page.getByRole('button', { name: 'Help' }).click();
      await widget.say('from an example');
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(widget.complaints).toEqual([]);
    });
  });

  it('has no banner landmark beside the page’s own', async () => {
    const widget = await visit(`<header>Shop</header>${tag()}`);
    await widget.openPanel();
    expect(await widget.page.getByRole('banner').count()).toBe(1);
  });

  it.each([
    ['never answers', 'new Promise(() => {})'],
    ['takes 20 s', `new Promise((resolve) => setTimeout(resolve, 20000))`],
    ['fails', `Promise.reject(new Error('down'))`],
  ])('resumes at once after a reload when the token provider %s', async (_, answer) => {
    const widget = await visit(
      tag(),
      `<script>(window.Rejoin ||= []).push((rejoin) => localStorage.slow && rejoin.setAuthTokenProvider(() => ${answer}));</script>`,
    );
    await widget.startChat('hello');
    await widget.page.evaluate('localStorage.slow = 1');
    await widget.page.reload();
    await widget.message('hello').waitFor({ timeout: 4_000 });
    await widget.say('still here');
    await eventually(async () =>
      expect(await widget.page.evaluate('Rejoin.getReconnectContext()')).not.toBeNull(),
    );
  });

  it('can be used while the token provider does not answer, and starts the chat when it does', async () => {
    const widget = await visit(
      tag(),
      `<script>(window.Rejoin ||= []).push((rejoin) =>
        rejoin.setAuthTokenProvider(() => new Promise((resolve) => (window.answer = resolve))));</script>`,
    );
    await widget.openPanel();
    await widget.say('hello, whoever I am');
    await widget.text('Your messages are kept').waitFor();
    await widget.page.evaluate('answer()');
    await widget.log.getByText(/joined the chat/).waitFor();
  });

  describe('with a router that keeps its routes in the fragment', () => {
    /**
     * Works as common routers do: a text that is no route gets a leading slash, and the query of a route
     * belongs to it.
     */
    const router = `<script>
      const show = () => {
        if (!location.hash.startsWith('#/')) history.replaceState(null, '', '#/' + location.hash.slice(1));
        const page = location.hash.slice(1).replace(/[?].*/, '');
        document.querySelector('h1').textContent = { '/': 'Home', '/help': 'Help' }[page] ?? 'Not found';
      };
      addEventListener('hashchange', show);
      show();
    </script>`;
    const open = (at: string) => visit(`<h1></h1>${router}${tag()}`, '', at);

    it('the link of a quick reply keeps the page, leaves the address, and opens the chat', async () => {
      const first = await open('/own#/help');
      await first.startChat('on my way');
      const { desk } = place.agent;
      const mine = [...desk.state.conversations.values()].findLast(({ snapshot }) => !snapshot?.ended);
      await desk.sendQuickReply(mine!.snapshot!.conversationId, place.shop.linkReply);
      const link = await first.log.locator('a[href*="oc.reconnectid"]').getAttribute('href');
      const phone = await device(browser());
      const second = await WidgetPage.open(phone, link!);
      await second.button('Continue here').click();
      await second.message('on my way').waitFor();
      expect(second.page.url()).toBe(`${place.portal.origin}/own#/help`);
      expect(await second.page.textContent('h1')).toBe('Help');
      await phone.close();
    });

    it.each([
      ['/own#?oc.reconnectid=s1', '/own', 'Home'],
      // Links of an older form: the router loses the page before other code can read the address.
      ['/own#oc.reconnectid=s2', '/own', 'Not found'],
      ['/own?a=1&oc.reconnectid=s3#/help', '/own?a=1#/help', 'Help'],
      ['/own#/help?tab=2&oc.reconnectid=s4', '/own#/help?tab=2', 'Help'],
    ])('%s is read and removed from the address', async (at, left, heading) => {
      const widget = await open(at);
      await widget.button('Continue here').waitFor();
      expect(widget.page.url()).toBe(place.portal.origin + left);
      expect(await widget.page.textContent('h1')).toBe(heading);
    });

    it('a link that arrives by pushState is read as well', async () => {
      const widget = await open('/own#/help');
      await widget.openPanel();
      await widget.page.evaluate(`history.pushState(null, '', '/own#/help?oc.reconnectid=s5')`);
      await widget.button('Continue here').waitFor();
      expect(widget.page.url()).toBe(`${place.portal.origin}/own#/help`);
    });
  });

  it('reads a link from the address of the sign-in page to which a portal redirects first', async () => {
    const widget = await visit(tag(), '', '/own?returnUrl=%2Fhelp%23%3Foc.reconnectid%3Dsecret&a=1');
    await widget.button('Continue here').waitFor();
    expect(widget.page.url()).toBe(`${place.portal.origin}/own?returnUrl=%2Fhelp&a=1`);
  });

  it('continues through another gateway that it has learned, when the gateway of the snippet is down', async () => {
    const widget = await visit(tag());
    await widget.startChat('hello');
    place.line.cut();
    await widget.say('by another way');
    await eventually(() => expect(atTheDesk()).toContain('by another way'));
    place.line.restore();
  });

  it('fetches the panel from another gateway of the snippet when that of the script has no answer', async () => {
    await context.route(`${place.line.url}/widget/panel.js*`, (route) => route.abort());
    const widget = await visit(tag(`data-endpoint="${place.line.url} ${world().system.gateways[1]!.url}"`));
    await widget.startChat('with a panel of the second');
  });

  it('is opened by the second gateway of a snippet when the first is down', async () => {
    const widget = await visit(tag(`data-endpoint="http://127.0.0.1:1 ${place.line.url}"`));
    await widget.startChat('by the second');
  });
});
