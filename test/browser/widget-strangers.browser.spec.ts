import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

describeInBrowser('the widget on unusual pages', () => {
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

  const tag = (attributes = 'async') =>
    `<script ${attributes} src="${place.line.url}/widget/v1.js" data-widget-id="${place.shop.name}"></script>`;

  async function visit(
    head: string,
    body: string,
    options: BrowserContextOptions = {},
    html = 'lang="en"',
  ): Promise<WidgetPage> {
    context = await device(browser(), options);
    place.portal.write(
      `<!doctype html><html ${html}><head>${head}<title>Own</title></head><body>${body}</body></html>`,
    );
    return WidgetPage.open(context, `${place.portal.origin}/own`);
  }

  const script = (code: string) => `<script>${code}</script>`;

  it.each<[string, string, () => string]>([
    [
      'write the script with document.write',
      '',
      () => script(`document.write(${JSON.stringify(tag('')).replace('</script', '<\\/script')})`),
    ],
    ['load it with defer at the end', '', () => tag('defer')],
    ['name another base', '<base href="https://elsewhere.example/a/">', tag],
    [
      'take every style away and hide every block',
      `<style>
        * { all: unset !important; }
        [hidden], :empty { display: none !important; }
        body > div, html > div, div { display: none !important; visibility: hidden !important; }
      </style>`,
      tag,
    ],
    [
      'give all objects a method',
      script(`Object.prototype['@each'] = function () {}; Object.prototype.extend = function () {};`),
      tag,
    ],
    [
      'replace methods of the language by those of an old library',
      script(`
        Array.prototype.toJSON = function () { return 'list'; };
        Array.prototype.each = Array.prototype.include = function () {};
        Array.from = (list) => Array.prototype.slice.call(list ?? []);
        Function.prototype.bind = function (to) { return (...given) => this.apply(to, given); };
        Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
        Element.prototype.update = Element.prototype.show = Element.prototype.hide = function () {};
      `),
      tag,
    ],
    [
      'wrap fetch, history and timers',
      script(`
        for (const name of ['fetch', 'setTimeout']) {
          const own = window[name];
          window[name] = (...given) => own.call(window, ...given);
        }
        history.scrollRestoration = 'manual';
        history.replaceState = () => { throw new Error('no'); };
      `),
      tag,
    ],
  ])('chats on pages that %s', async (_, head, body) => {
    const widget = await visit(head, `<p>Own</p>${body()}`);
    await widget.startChat('hello');
    await widget.page.reload();
    await widget.message('hello').waitFor();
    expect(await widget.page.locator('#rejoin-widget').count()).toBe(1);
    expect(widget.complaints.filter((line) => !/document\.write/.test(line))).toEqual([]);
  });

  it('can be used at a zoom of 200 % on a small screen, and its status is not cut off', async () => {
    const viewport = { width: 640, height: 400 };
    const widget = await visit('', tag(), { viewport, deviceScaleFactor: 2 });
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
});
