import { describeInBrowser } from '@rejoin/testing';
import { script, UnusualPages, type Stranger } from './unusual-page';

const noTimers = script(`window.setTimeout = window.setInterval = window.requestAnimationFrame = () => 0;`);

describeInBrowser('the widget on pages that change their browser', () => {
  const pages = new UnusualPages();

  it.each<[string, () => Stranger]>([
    [
      'give all objects a method',
      () => ({
        head: script(
          `Object.prototype['@each'] = function () {}; Object.prototype.extend = function () {};
           Object.prototype.text = Object.prototype.id = Object.prototype.state = 'of the page';`,
        ),
      }),
    ],
    [
      'bind or wrap formats that do not know English',
      () => ({
        head: script(`
          for (const name of ['PluralRules', 'NumberFormat', 'DateTimeFormat', 'RelativeTimeFormat'])
            Intl[name] = function (locale) { throw new RangeError('invalid locale: ' + locale) }.bind();
          Intl.Locale = new Proxy(Intl.Locale, { construct() { throw new RangeError('no locale') } });
        `),
      }),
    ],
    [
      'replace methods of the language by those of an old library',
      () => ({
        head: script(`
          Array.prototype.toJSON = function () { return 'list'; };
          Array.prototype.each = Array.prototype.include = function () {};
          Array.from = (list) => Array.prototype.slice.call(list ?? []);
          Function.prototype.bind = function (to) { return (...given) => this.apply(to, given); };
          Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
          Element.prototype.update = Element.prototype.show = Element.prototype.hide = function () {};
        `),
      }),
    ],
    [
      'wrap fetch, history and timers',
      () => ({
        head: script(`
          for (const name of ['fetch', 'setTimeout']) {
            const own = window[name];
            window[name] = (...given) => own.call(window, ...given);
          }
          history.scrollRestoration = 'manual';
          history.replaceState = () => { throw new Error('no'); };
        `),
      }),
    ],
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
          delete URL.canParse; delete Intl.Segmenter; delete Array.fromAsync; delete AbortSignal.any; delete Promise.try;
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
    [
      'declare classes with names of the language',
      () => ({
        head: script(
          `class Map {} class Set {} class Element {} class Node {} class Text {} class Document {} class Storage {} class Headers {}`,
        ),
      }),
    ],
    [
      'have a Map, a Set and an Event of their own, as old libraries do',
      () => ({
        head: script(`
          window.Map = function () { this.items = []; };
          window.Set = function () { this.items = []; };
          window.Event = window.CustomEvent = window.KeyboardEvent = function (event) { return event; };
          window.Element = function (name) { return document.createElement(name); };
        `),
      }),
    ],
    [
      'send cookies with every request',
      () => ({
        head: script(`{
          const own = fetch;
          window.fetch = (url, init) => own(url, { ...init, credentials: 'include' });
        }`),
        complains: /Access-Control-Allow-Credentials/,
      }),
    ],
    [
      'add headers to every request, and have no WebSocket',
      () => ({
        head: script(`{
          const own = fetch;
          window.fetch = (url, init) => own(url, { ...init, headers: { ...init?.headers, traceparent: '00-1-1-1' } });
          window.WebSocket = undefined;
        }`),
        complains: /Response to preflight request/,
      }),
    ],
    [
      'have a fetch that never works',
      () => ({ head: script(`window.fetch = () => Promise.reject(new TypeError('not now'))`) }),
    ],
    [
      'block the storage of the tab alone',
      () => ({
        head: script(
          `Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })`,
        ),
      }),
    ],
    [
      'have no storage of the tab',
      () => ({ head: script(`Object.defineProperty(window, 'sessionStorage', { value: null })`) }),
    ],
    ['never run a timer', () => ({ head: noTimers })],
    [
      'take parts of the language away',
      () => ({
        head: script(`
          for (const name of ['Symbol', 'Intl', 'JSON', 'Number', 'crypto'])
            Object.defineProperty(window, name, { value: undefined });
        `),
      }),
    ],
    [
      'take methods of the language away',
      () => ({
        head: script(`
          for (const [of, ...names] of [
            [crypto, 'getRandomValues', 'randomUUID', 'subtle'], [Symbol, 'for'], [Number, 'isInteger', 'isSafeInteger', 'isFinite'],
            [Object, 'entries', 'fromEntries', 'assign'], [Array, 'isArray', 'from'], [Promise, 'race', 'any'],
            [Intl, 'Locale', 'PluralRules', 'RelativeTimeFormat', 'NumberFormat', 'DateTimeFormat', 'Segmenter'],
            [AbortSignal, 'timeout', 'any'], [performance, 'now'],
          ]) for (const name of names) Object.defineProperty(of, name, { value: undefined });
        `),
      }),
    ],
    [
      'take parts of the browser away',
      () => ({
        head: script(`
          for (const name of ['Promise', 'queueMicrotask', 'MutationObserver', 'ResizeObserver', 'AbortController', 'AbortSignal',
            'TextEncoder', 'TextDecoder', 'Blob', 'Response', 'EventSource', 'structuredClone'])
            Object.defineProperty(window, name, { value: undefined });
        `),
      }),
    ],
    [
      'have their own of what the language has, which works in another way',
      () => ({
        head: script(`
          window.Promise = function (act) { this.then = (then) => act(then, then); };
          window.queueMicrotask = (act) => setTimeout(act, 200);
          window.MutationObserver = class { observe() {} disconnect() {} };
          window.AbortController = class { signal = { aborted: false, addEventListener() {} }; abort() { this.signal.aborted = true; } };
          window.TextEncoder = class { encode(text) { return [...text].join(''); } };
          window.Symbol = (name) => '@@' + name;
          window.Symbol.iterator = '@@iterator';
          window.Intl = { DateTimeFormat: () => ({ format: String }) };
          JSON.stringify = (value) => String(value);
          crypto.getRandomValues = (into) => into.fill(4);
          Object.entries = (of) => Object.keys(of);
          Number.isSafeInteger = Number.isFinite = () => false;
          window.Blob = window.Response = window.Request = window.Headers = function () {};
        `),
      }),
    ],
    [
      'take the methods of the console away, and name what is no locale',
      () => ({
        head: script(`window.console = { log() {} };`),
        body:
          pages.tag('async', 'data-locale="C"') + script(`addEventListener('load', () => Rejoin.push(1))`),
      }),
    ],
    [
      'read dates in their own way',
      () => ({
        head: script(`{
          const own = Date.parse;
          Date.parse = (text) => new Date(own(text));
          Date.prototype.toISOString = Date.prototype.toString = () => 'today';
        }`),
      }),
    ],
    [
      'wrap every WebSocket, and every listener without its options',
      () => ({
        head: script(`{
          const Own = WebSocket;
          window.WebSocket = function (url) {
            const own = new Own(url);
            own.addEventListener('message', () => undefined);
            return own;
          };
          const add = EventTarget.prototype.addEventListener;
          EventTarget.prototype.addEventListener = function (type, act, how) {
            return add.call(this, type, act, how === true || how?.capture === true);
          };
        }`),
      }),
    ],
  ])('chats on pages that %s', async (_, page) => {
    await pages.chatOn(page());
  });

  it('connects again on a page that never runs a timer', async () => {
    const { line } = pages.place;
    // Without this policy the widget would go on at another gateway, which it has learned.
    const policy = `frame-src 'none'; connect-src ${line.url} ${line.url.replace('http', 'ws')}`;
    const widget = await pages.chatOn({ head: noTimers, headers: { 'content-security-policy': policy } });
    await widget.untilAllLoaded();
    line.cut();
    await widget.panel.getByRole('timer').waitFor();
    line.restore();
    await widget.panel.getByRole('timer').waitFor({ state: 'hidden' });
  });
});
