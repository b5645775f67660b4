import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

/** A page that its owner writes freely. */
interface Stranger {
  readonly head?: string;
  readonly body?: string;
  /** Attributes of `<html>`. */
  readonly html?: string;
  readonly doctype?: string;
  readonly headers?: Record<string, string>;
  /** Messages that the page writes to the console, or the widget about the page. */
  readonly complains?: RegExp;
}

const nonce = 'cG9ydGFs';
const script = (code: string) => `<script>${code}</script>`;
const style = (rules: string) => `<style>${rules}</style>`;

describeInBrowser('the widget on more unusual pages', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;

  beforeAll(async () => {
    place = await openPlace(world(), {}, {}, '/own');
  });
  afterAll(async () => {
    await place.portal.close();
  });
  afterEach(async () => {
    await context.close();
  });

  const source = () => `${place.line.url}/widget/v1.js`;
  const tag = (attributes = 'async', more = '') =>
    `<script ${attributes} src="${source()}" data-widget-id="${place.shop.name}" ${more}></script>`;
  /** Inserts a script with the attributes of the code snippet at the place of `into`. */
  const injected = (into: string) =>
    script(`{
      const own = document.createElement('script');
      own.src = '${source()}';
      own.dataset.widgetId = '${place.shop.name}';
      ${into}
    }`);

  async function visit(
    { head = '', body = tag(), html = 'lang="en"', doctype = '<!doctype html>', headers = {} }: Stranger,
    at = '',
    options: BrowserContextOptions = {},
  ): Promise<WidgetPage> {
    context = await device(browser(), options);
    place.portal.write(
      `${doctype}<html ${html}><head>${head}<title>Own</title></head><body><p>Own</p>${body}</body></html>`,
      headers,
    );
    return WidgetPage.open(context, `${place.portal.origin}/own${at}`);
  }

  /** A customer chats, reloads and finds the chat: once on the page, in its corner, in its usual size. */
  async function chats(widget: WidgetPage, complains?: RegExp): Promise<void> {
    const launcher = await widget.launcher.boundingBox();
    expect([launcher?.width, launcher?.height]).toEqual([60, 60]);
    await widget.startChat('hello');
    const panel = await widget.panel.boundingBox();
    expect([panel?.width, panel?.height]).toEqual([392, 660]);
    await widget.page.reload();
    await widget.message('hello').waitFor();
    expect(await widget.page.locator('#rejoin-widget').count()).toBe(1);
    expect(widget.complaints.filter((line) => !complains?.test(line))).toEqual([]);
  }

  it.each<[string, () => Stranger]>([
    // The ways in which the script is inserted.
    ['have no doctype', () => ({ doctype: '' })],
    ['insert the script with a script', () => ({ body: injected('document.head.append(own);') })],
    [
      'take the script away before it runs',
      () => ({ body: injected('document.head.append(own), own.remove();') }),
    ],
    [
      'put the script into a shadow root',
      () => ({
        body: `<div id="shadow"></div>${injected(`shadow.attachShadow({ mode: 'open' }).append(own);`)}`,
      }),
    ],
    ['have the script twice', () => ({ body: tag() + tag('defer') })],
    [
      'call the script by another name',
      () => ({
        body: tag('async', `data-endpoint="${place.line.url}"`).replace('v1.js', 'v1.js?v=3#chat'),
      }),
    ],
    [
      'allow what has the nonce, and no HTML from text',
      () => ({
        body: tag(`nonce="${nonce}"`),
        headers: {
          'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${place.line.url} ${place.line.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      }),
    ],
    [
      'are isolated from other origins',
      () => ({
        headers: {
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        },
      }),
    ],
    [
      'are XHTML',
      () => ({
        doctype: '<?xml version="1.0" encoding="UTF-8"?>',
        html: 'xmlns="http://www.w3.org/1999/xhtml" lang="en"',
        body: tag('').replace('<script', '<script async="async"'),
        headers: { 'Content-Type': 'application/xhtml+xml; charset=utf-8' },
      }),
    ],
    ['have an element with the name of the API', () => ({ body: `<a id="Rejoin"></a>${tag()}` })],
    [
      'name their forms and pictures like parts of the document',
      () => ({
        body: `${['body', 'title', 'head', 'forms', 'images', 'links', 'cookie', 'currentScript', 'location', 'hidden'].map((name) => `<form name="${name}"></form><img name="${name}">`).join('')}${tag()}`,
      }),
    ],
    // Rules that match every element, or every element at the widget's place.
    ['show nothing before it is defined', () => ({ head: style(':not(:defined) { display: none }') })],
    [
      'fix, contain and move all children',
      () => ({
        head: style(
          `html > *, body > * { position: fixed; top: 0; left: 0; contain: strict; width: 5px; height: 5px; margin: 80px }
           div { contain: strict !important; content-visibility: hidden !important; writing-mode: vertical-rl !important }`,
        ),
      }),
    ],
    [
      'let all change slowly, in another size and font',
      () => ({
        head: style(
          `html { font-size: 62.5% }
           * { transition: all 2s !important; animation: turn 1s infinite !important; font: 3px/0 serif !important;
             letter-spacing: 1em !important; text-indent: 50px !important; text-transform: uppercase !important;
             zoom: 2; rotate: 10deg; scale: 0.2; translate: 90px }
           html, body { zoom: 1; rotate: none; scale: none; translate: none; animation: none !important }
           @keyframes turn { to { opacity: 0 } }`,
        ),
      }),
    ],
    [
      'let nothing be seen, pressed or selected',
      () => ({
        head: style(
          `* { visibility: hidden !important; pointer-events: none !important; user-select: none !important;
             clip-path: circle(0) !important; mask: linear-gradient(#0000, #0000) !important; opacity: 0 !important }
           html, body { clip-path: none !important; mask: none !important; opacity: 1 !important }`,
        ),
      }),
    ],
    [
      'are inert but for a dialog of theirs',
      () => ({ body: `<div inert>Own</div>${tag()}${script('document.body.inert = true')}` }),
    ],
    [
      'lay out the whole page as a grid',
      () => ({
        head: style(
          'html { display: grid; overflow: hidden; height: 50% } html > * { grid-area: 1 / 1; place-self: start; order: 3 }',
        ),
      }),
    ],
    ['are read from right to left', () => ({ html: 'lang="en" dir="rtl"' })],
    // The ways in which a page changes its browser.
    [
      'replace JSON by an old one of theirs',
      () => ({
        head: script(`{
          const { parse, stringify } = JSON;
          window.JSON = { parse: (text, by) => parse(text, by), stringify: (value) => stringify(value) };
        }`),
      }),
    ],
    [
      'replace Promise by one of theirs, as zones do',
      () => ({
        head: script(`{
          const Own = Promise;
          window.Promise = class ZonePromise extends Own {
            then(...given) { return super.then(...given.map((act) => act && ((...with_) => act(...with_)))); }
          };
          const { queueMicrotask: own } = window;
          window.queueMicrotask = (act) => own(() => act());
        }`),
      }),
    ],
    [
      'wrap WebSocket and MutationObserver',
      () => ({
        head: script(`
          for (const name of ['WebSocket', 'MutationObserver', 'URL'])
            window[name] = new Proxy(window[name], { construct: (of, given) => Reflect.construct(of, given) });
        `),
      }),
    ],
    [
      'throw whenever something is stored',
      () => ({
        head: script(`for (const name of ['setItem', 'removeItem', 'key']) {
          const own = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...given) {
            if (!String(key).startsWith('rejoin.')) throw new Error('not here');
            return own.call(this, key, ...given);
          };
        }`),
      }),
    ],
    [
      'stop the clock of the day',
      () => ({
        head: script(`{
          const Own = Date;
          window.Date = class extends Own { constructor(...given) { given.length ? super(...given) : super(0); } static now() { return 0; } };
        }`),
      }),
    ],
    [
      'take new methods of the language away',
      () => ({
        head: script(`
          delete crypto.randomUUID; delete window.structuredClone; delete Object.hasOwn; delete Array.prototype.toSorted;
          delete Object.groupBy; delete Promise.withResolvers; delete window.navigation; delete window.requestIdleCallback;
        `),
      }),
    ],
    [
      'freeze what belongs to all',
      () => ({
        head: script(
          `for (const one of [Object, Array, Function, String, Promise]) Object.freeze(one.prototype);`,
        ),
      }),
    ],
    [
      'give lists and texts methods of an old library, which can be listed',
      () => ({
        head: script(`
          for (const of of [Array, String, Function, Number]) of.prototype.contains = function () { return true; };
          Array.prototype.flatten = Array.prototype.last = function () { return this; };
          window.$ = () => null;
          window.name = '{"session":1}';
        `),
      }),
    ],
  ])('chats on pages that %s', async (_, page) => {
    const { complains, ...stranger } = page();
    await chats(await visit(stranger), complains);
  });

  it.each([
    'zh-Hant-TW',
    'iw',
    'no',
    'en_US.UTF-8',
    '*',
    '',
    'sr@latin',
    'de;q=0.9,en;q=0.5',
    'en-US-u-ca-buddhist',
    ' EN ',
    'i-default',
    'x-klingon',
    'null',
  ])('opens with the locale "%s", and in a page of that language', async (locale) => {
    for (const stranger of [
      { body: tag('async', `data-locale="${locale}"`) },
      { html: `lang="${locale}"` },
    ]) {
      const widget = await visit(stranger);
      await widget.page.locator('#rejoin-widget .launcher').click();
      await widget.panel.getByRole('textbox').fill('hello');
      await widget.panel.getByRole('textbox').press('Enter');
      await widget.log.getByText(/Ada/).first().waitFor();
      await context.close();
    }
  });

  it.each([
    ['?tab=2&oc.reconnectid=one&utm_source=mail', '?tab=2&utm_source=mail'],
    ['#/help?tab=2&oc.reconnectid=one&b=3', '#/help?tab=2&b=3'],
    ['#!/help?oc.reconnectid=one', '#!/help'],
    ['#!/?oc.reconnectid=one', ''],
    ['#/oc.reconnectid=one', ''],
    ['?a=1#top?oc.reconnectid=one', '?a=1#top'],
    ['#/help;oc.reconnectid=one', '#/help'],
    ['#/sign-in?next=%2Fhelp%3Foc.reconnectid%3Done', '#/sign-in?next=%2Fhelp'],
  ])('reads the link from %s and removes it', async (at, left) => {
    const widget = await visit({}, at);
    await widget.button('Continue here').waitFor();
    await eventually(() => expect(widget.page.url()).toBe(`${place.portal.origin}/own${left}`));
    expect(widget.complaints).toEqual([]);
  });

  it('shows what a link is for where the page cannot change its address, and throws no error into the page', async () => {
    const widget = await visit(
      { head: script(`history.replaceState = () => { throw new Error('no'); }`) },
      '#oc.reconnectid=one',
    );
    await widget.button('Continue here').waitFor();
    await widget.page.waitForFunction('performance.now() > 3000');
    expect(widget.complaints.length).toBeLessThanOrEqual(1);
  });

  it('can be used after a modal dialog or a full-screen element of the page has closed', async () => {
    const widget = await visit({
      body: `<dialog id="own"><button>Close</button></dialog><div id="film">Film</div>${tag()}`,
    });
    await widget.launcher.waitFor();
    await widget.page.evaluate('own.showModal(), Rejoin.open()');
    await widget.panel.waitFor();
    await widget.page.evaluate('own.close()');
    await widget.say('after the dialog');
    await widget.page.locator('#film').click();
    await widget.page.evaluate('film.requestFullscreen()');
    await widget.page.evaluate('document.exitFullscreen()');
    await widget.say('after the film');
    expect(widget.complaints).toEqual([]);
  });

  it('stays through view transitions of the page', async () => {
    const widget = await visit({});
    await widget.startChat('before');
    await widget.page.evaluate(`document.startViewTransition(() => {
      const body = document.createElement('body');
      body.innerHTML = '<h1>Next</h1>';
      document.documentElement.replaceChildren(document.head, body);
    }).finished`);
    await widget.say('after');
    expect(widget.complaints).toEqual([]);
  });

  it('shows a sentence in a frame without storage and origin', async () => {
    const widget = await visit({
      body: `<iframe sandbox="allow-scripts" style="width: 600px; height: 700px" srcdoc='${tag()}'></iframe>`,
    });
    const frame = widget.page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Open chat' }).click();
    await frame
      .getByText(/Chat isn’t (allowed|available)/)
      .first()
      .waitFor();
  });

  it('lets messages be selected and copied, whatever the page forbids', async () => {
    const widget = await visit({ head: style('html, body, * { user-select: none !important }') });
    await widget.startChat('copy me');
    const selected = await widget.message('copy me').evaluate((bubble) => {
      const { getComputedStyle } = globalThis as unknown as {
        getComputedStyle(of: unknown): { userSelect: string };
      };
      return getComputedStyle(bubble).userSelect;
    });
    expect(selected).not.toBe('none');
  });
});
