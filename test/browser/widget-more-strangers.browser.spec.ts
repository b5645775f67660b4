import { describeInBrowser, eventually } from '@rejoin/testing';
import { script, style, UnusualPages, type Stranger } from './unusual-page';

const nonce = 'cG9ydGFs';

describeInBrowser('the widget on more unusual pages', () => {
  const pages = new UnusualPages();

  it.each<[string, () => Stranger]>([
    // The ways in which the script is inserted.
    ['have no doctype', () => ({ doctype: '' })],
    ['insert the script with a script', () => ({ body: pages.injected('document.head.append(own);') })],
    [
      'take the script away before it runs',
      () => ({ body: pages.injected('document.head.append(own), own.remove();') }),
    ],
    [
      'put the script into a shadow root',
      () => ({
        body: `<div id="shadow"></div>${pages.injected(`shadow.attachShadow({ mode: 'open' }).append(own);`)}`,
      }),
    ],
    ['have the script twice', () => ({ body: pages.tag() + pages.tag('defer') })],
    [
      'call the script by another name',
      () => ({
        body: pages
          .tag('async', `data-endpoint="${pages.place.line.url}"`)
          .replace('v1.js', 'v1.js?v=3#chat'),
      }),
    ],
    [
      'run a copy of the script that is not from a gateway',
      () => ({
        body: script(`fetch('${pages.source}').then((answer) => answer.blob()).then((copy) => {
          const own = document.createElement('script');
          own.src = URL.createObjectURL(copy);
          own.dataset.widgetId = '${pages.place.shop.name}';
          own.dataset.endpoint = '${pages.place.line.url}/';
          document.head.append(own);
        })`),
        complains: /Rejoin: TypeError: Failed to fetch|blob:|Not allowed/,
      }),
    ],
    [
      'take the snippet out of a template when they have loaded',
      () => ({
        body: `<template id="later">${pages.tag()}</template>${script(
          `addEventListener('load', () => document.body.append(later.content.cloneNode(true)))`,
        )}`,
      }),
    ],
    [
      'have a default policy that permits nothing, and few permissions',
      () => ({
        head: script(
          `trustedTypes.createPolicy('default', { createHTML: () => null, createScript: () => null, createScriptURL: () => null })`,
        ),
        headers: {
          'Permissions-Policy': 'autoplay=(), clipboard-write=(), storage-access=()',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'credentialless',
        },
      }),
    ],
    [
      'declare constants with names that browsers have',
      () => ({
        head: script(
          `const URL = "/api", Event = 1, history = []; let name = 1, status = 2, open = 3, close = 4, parent = 5, origin = 6;`,
        ),
      }),
    ],
    [
      'assign to URL and others',
      () => ({ head: script(`var URL = '/api', Text = 1, Image = 2, Range = 3, Blob = 4;`) }),
    ],
    [
      'allow what has the nonce, and no HTML from text',
      () => ({
        body: pages.tag(`nonce="${nonce}"`),
        headers: {
          'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${pages.place.line.url} ${pages.place.line.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'`,
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
        body: pages.tag('').replace('<script', '<script async="async"'),
        headers: { 'Content-Type': 'application/xhtml+xml; charset=utf-8' },
      }),
    ],
    ['have an element with the name of the API', () => ({ body: `<a id="Rejoin"></a>${pages.tag()}` })],
    [
      'name their forms and pictures like parts of the document',
      () => ({
        body: `${['body', 'title', 'head', 'forms', 'images', 'links', 'cookie', 'currentScript', 'location', 'hidden'].map((name) => `<form name="${name}"></form><img name="${name}">`).join('')}${pages.tag()}`,
      }),
    ],
    // Rules that match every element, or every element at the widget's pages.place.
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
      () => ({ body: `<div inert>Own</div>${pages.tag()}${script('document.body.inert = true')}` }),
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
    [
      'set custom properties of every name',
      () => ({
        head: style(
          `:root { ${['scheme', 'accent', 'on-accent', 'surface', 'text', 'radius', 'small', 'shadow', 'ease', 'height', 'top'].map((name) => `--${name}: 7px`).join('; ')} }
           @property --rejoin-accent { syntax: '<length>'; inherits: false; initial-value: 3px }`,
        ),
      }),
    ],
    [
      'write from top to bottom, in no size and against the order',
      () => ({
        head: style(
          `html { writing-mode: vertical-rl; font-size: 0; line-height: 0; word-spacing: 9em; color: transparent; container-type: inline-size }
           * { direction: rtl !important; unicode-bidi: bidi-override !important; text-align: right !important }
           body { zoom: 3; transform: scale(0.5); contain: strict }`,
        ),
      }),
    ],
    [
      'can be edited as a whole',
      () => ({
        html: 'lang="en" contenteditable="true"',
        body: pages.tag() + script(`document.designMode = 'on'`),
      }),
    ],
    [
      'hide the element by its own style, again and again',
      () => ({
        body:
          pages.tag() +
          script(`setInterval(() => {
            const { style, classList } = document.querySelector('#rejoin-widget') ?? document.body;
            if (style !== document.body.style) style.setProperty('display', 'none', 'important');
            classList.add('hidden');
          }, 50)`),
      }),
    ],
    // The ways in which a page changes its browser.
    [
      'replace methods of elements and lists, as Prototype does',
      () => ({
        head: script(`
          Array.prototype.entries = Array.prototype.toArray = function () { return this.slice() };
          Array.prototype.flat = Array.prototype.first = function () { return this };
          Array.prototype.toJSON = Date.prototype.toJSON = String.prototype.toJSON = function () { return '"' + this + '"' };
          for (const name of ['scrollTo', 'scrollIntoView', 'replace', 'insert', 'wrap', 'select', 'toggle'])
            Element.prototype[name] = function () { return this };
          Object.prototype.toJSONString = Object.prototype.toJSON = function () { return 'object' };
        `),
      }),
    ],
    [
      'have a fetch of an old library, and no WebSocket that works',
      () => ({
        head: script(`
          window.WebSocket = class { constructor() { throw new TypeError('Illegal constructor') } };
          window.fetch = (url, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.open(method, url);
            for (const name in headers) request.setRequestHeader(name, headers[name]);
            request.onload = () => resolve({
              ok: request.status < 300, status: request.status, headers: { get: (name) => request.getResponseHeader(name) },
              json: async () => JSON.parse(request.responseText),
            });
            request.onerror = () => reject(new TypeError('Network request failed'));
            request.send(body);
          });
        `),
      }),
    ],
    [
      'wrap timers and listeners, as zones do, and never draw a frame',
      () => ({
        head: script(`
          for (const name of ['Timeout', 'Interval']) {
            const [set, clear] = [window['set' + name], window['clear' + name]];
            window['set' + name] = (...given) => ({ id: set(...given) });
            window['clear' + name] = (task) => clear(task?.id ?? task);
          }
          const add = EventTarget.prototype.addEventListener;
          EventTarget.prototype.addEventListener = function (type, act, ...more) {
            return add.call(this, type, typeof act === 'function' ? (...given) => act.apply(this, given) : act, ...more);
          };
          window.requestAnimationFrame = () => 0;
        `),
      }),
    ],
    [
      'keep their own storage, and lose that of the tab',
      () => ({
        head: script(`{
          const kept = JSON.parse(name || '{}');
          const act = (change) => (...given) => { change(...given); name = JSON.stringify(kept); };
          Object.defineProperty(window, 'localStorage', { value: {
            getItem: (key) => kept[key] ?? null,
            setItem: act((key, value) => (kept[key] = String(value))),
            removeItem: act((key) => delete kept[key]),
          } });
          setInterval(() => sessionStorage.clear(), 100);
        }`),
      }),
    ],
    [
      'jump with the clock by hours, in both directions',
      () => ({
        head: script(`{
          const own = Date.now;
          Date.now = () => own() + [0, 5, -5][Math.floor(own() / 400) % 3] * 3_600_000;
          performance.now = ((now) => () => now() / 2)(performance.now.bind(performance));
        }`),
      }),
    ],
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
    await pages.chatOn(page());
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
    'zh_Hans_CN.GB18030',
    'sr-Latn',
    '__proto__',
    'constructor',
    '\u202ede',
    'ar-EG-u-nu-latn',
    'he-IL',
    'ca_ES@valencia',
    'sgn-BE-FR',
    'de--DE',
    'a'.repeat(200),
  ])('opens with the locale "%s", and in a page of that language', async (locale) => {
    for (const stranger of [
      { body: pages.tag('async', `data-locale="${locale}"`) },
      { html: `lang="${locale}"` },
    ]) {
      const widget = await pages.visit(stranger);
      await widget.page.locator('#rejoin-widget .launcher').click();
      await widget.panel.getByRole('textbox').fill('hello');
      await widget.panel.getByRole('textbox').press('Enter');
      await widget.log.getByText(/Ada/).first().waitFor();
      await pages.context.close();
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
    // What mail programs and texts put behind a link.
    ['#?oc.reconnectid=one%20', ''],
    ['#?oc.reconnectid=one)', ''],
    ['#/help?oc.reconnectid=one%E2%80%8B', '#/help'],
    ['#?oc.reconnectid=one&gclid=3', '#?gclid=3'],
    ['#/help?oc.reconnectid=one#section', '#/help#section'],
    ['#!/a/b/?x=1;oc.reconnectid=one;y=2', '#!/a/b/?x=1;y=2'],
    ['?oc.reconnectid=one&a=1&oc.reconnectid=one', '?a=1'],
  ])('reads the link from %s and removes it', async (at, left) => {
    const widget = await pages.visit({}, at);
    await widget.button('Continue here').waitFor();
    await eventually(() => expect(widget.page.url()).toBe(`${pages.place.portal.origin}/own${left}`));
    expect(widget.complaints).toEqual([]);
  });

  it('shows what a link is for where the page cannot change its address, and throws no error into the page', async () => {
    const widget = await pages.visit(
      { head: script(`history.replaceState = () => { throw new Error('no'); }`) },
      '#oc.reconnectid=one',
    );
    await widget.button('Continue here').waitFor();
    await widget.page.waitForFunction('performance.now() > 3000');
    expect(widget.complaints.length).toBeLessThanOrEqual(1);
  });

  it('can be used after a modal dialog or a full-screen element of the page has closed', async () => {
    const widget = await pages.visit({
      body: `<dialog id="own"><button>Close</button></dialog><div id="film">Film</div>${pages.tag()}`,
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

  it('shows a sentence in a frame without storage and origin', async () => {
    const widget = await pages.visit({
      body: `<iframe sandbox="allow-scripts" style="width: 600px; height: 700px" srcdoc='${pages.tag()}'></iframe>`,
    });
    const frame = widget.page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Open chat' }).click();
    await frame
      .getByText(/Chat isn’t (allowed|available)/)
      .first()
      .waitFor();
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
});
