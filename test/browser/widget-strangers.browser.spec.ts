import { describeInBrowser } from '@rejoin/testing';
import { script, UnusualPages } from './unusual-page';

describeInBrowser('the widget on unusual pages', () => {
  const pages = new UnusualPages();

  it.each<[string, string, () => string]>([
    [
      'write the script with document.write',
      '',
      () => script(`document.write(${JSON.stringify(pages.tag('')).replace('</script', '<\\/script')})`),
    ],
    ['load it with defer at the end', '', () => pages.tag('defer')],
    ['name another base', '<base href="https://elsewhere.example/a/">', () => pages.tag()],
    [
      'take every style away and hide every block',
      `<style>
        * { all: unset !important; }
        [hidden], :empty { display: none !important; }
        body > div, html > div, div { display: none !important; visibility: hidden !important; }
      </style>`,
      () => pages.tag(),
    ],
    [
      'give all objects a method',
      script(`Object.prototype['@each'] = function () {}; Object.prototype.extend = function () {};`),
      () => pages.tag(),
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
      () => pages.tag(),
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
      () => pages.tag(),
    ],
  ])('chats on pages that %s', async (_, head, body) => {
    await pages.chatOn({ head, body: body(), complains: /document\.write/ });
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
});
