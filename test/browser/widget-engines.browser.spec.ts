import { eventually, StrictProxy } from '@rejoin/testing';
import { inflateSync } from 'node:zlib';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { otherBrowsers } from '../run/other-browsers';
import { openFirefox } from './engines/firefox';
import { keys, press, type, type OtherBrowser, type Tab } from './engines/tab';
import { openWebKit } from './engines/webkit';
import { WidgetTab } from './engines/widget-tab';
import { openPlace, type Place } from './widget-page';

const { firefox, webKit } = otherBrowsers();

/** Tests the parts that depend on the browser, in the two browsers whose engines are not Chromium's. */
describe.each<[string, (() => Promise<OtherBrowser>) | undefined]>([
  ['Firefox', firefox === undefined ? undefined : () => openFirefox(firefox)],
  ['WebKit', webKit && (() => openWebKit(webKit))],
])('the widget in %s', (name, openBrowser) => {
  if (!openBrowser) {
    it.skip('is not tested: the browser is not installed', () => undefined);
    return;
  }
  const world = inAWorld();
  let browser: OtherBrowser;
  let place: Place;
  let tab: Tab;
  let widget: WidgetTab;

  beforeAll(async () => {
    browser = await openBrowser();
    place = await openPlace(world(), {}, {}, '/own#/help');
  });
  afterAll(async () => {
    await browser.close();
    await place.portal.close();
  });
  beforeEach(async () => {
    tab = await browser.open();
    widget = new WidgetTab(tab);
  });
  afterEach(async () => {
    place.line.restore();
    await tab.close();
  });

  const tag = (attributes = '') =>
    `<script async src="${place.line.url}/widget/v1.js" data-widget-id="${place.shop.name}" ${attributes}></script>`;

  /** A page of the portal that its owner writes freely. */
  async function visit(body: string, head = '', at = '/own'): Promise<void> {
    place.portal.write(
      `<!doctype html><html lang="en"><head>${head}<title>Own</title></head><body>${body}</body></html>`,
    );
    await tab.goto(place.portal.origin + at);
    await eventually(() =>
      tab.evaluate(`document.querySelector('#rejoin-widget')?.shadowRoot.firstChild != null`),
    );
  }

  const atTheDesk = () =>
    [...place.agent.desk.state.conversations.values()].flatMap(({ transcript }) => texts(transcript.entries));

  it('chats under the strictest policy, and continues after a reload with the text of the composer', async () => {
    await tab.goto(place.portal.url);
    await widget.startChat('hello');
    await type(tab, 'half a sente');
    await eventually(() => tab.evaluate(`Object.values(localStorage).join().includes('half a sente')`));
    await widget.reload();
    await eventually(async () => expect(await widget.messages()).toEqual(['hello']));
    await eventually(async () => expect(await widget.typed()).toBe('half a sente'));
  });

  it('receives the messages that it missed while the connection was cut, and sends its own unsent ones', async () => {
    // The policy of the page allows no other gateway.
    await tab.goto(place.portal.url);
    await widget.startChat(`to be cut in ${name}`);
    const { desk } = place.agent;
    const mine = await eventually(() => {
      const found = [...desk.state.conversations.values()].find(({ transcript }) =>
        texts(transcript.entries).includes(`to be cut in ${name}`),
      );
      expect(found).toBeDefined();
      return found;
    });
    place.line.cut();
    await widget.say('written meanwhile');
    await desk.send(mine.snapshot!.conversationId, 'said meanwhile');
    place.line.restore();
    await eventually(async () => expect(await widget.messages()).toContain('said meanwhile'));
    await eventually(() => expect(atTheDesk()).toContain('written meanwhile'));
  });

  it.each([['pt_BR'], ['de-DE@posix'], ['auto']])('opens with the locale %s', async (locale) => {
    await visit(tag(`data-locale="${locale}"`));
    const languageOfBrowser = await tab.evaluate<string>('navigator.language');
    const isGerman = locale.startsWith('de') || (locale === 'auto' && languageOfBrowser.startsWith('de'));
    await widget.openPanel(isGerman ? 'Chat öffnen' : 'Open chat');
    await widget.say('hello');
    await widget.sees(/Ada/);
  });

  it('is visible in its corner under rules that hide, move or shrink every matching element', async () => {
    await visit(`<style>
        * { all: unset !important }
        div:empty, html > div, body > div, div { display: none !important; visibility: hidden !important }
        html > div, div { transform: translateX(-900px) !important; opacity: 0.1 !important; float: left }
        #rejoin-widget { width: 1px !important; clip-path: inset(50%) !important; filter: blur(9px) !important }
      </style>${tag()}`);
    await widget.openPanel();
    const [right, bottom] = await widget.inside<[number, number]>(`{
      const box = root.querySelector('.launcher').getBoundingClientRect();
      return [innerWidth - box.right, innerHeight - box.bottom].map(Math.round);
    }`);
    // The launcher moves a little while the pointer is over it.
    expect(right).toBe(20);
    expect(Math.abs(bottom - 20)).toBeLessThanOrEqual(2);
    const style = `getComputedStyle(document.querySelector('#rejoin-widget'))`;
    expect(await tab.evaluate(`[${style}.opacity, ${style}.filter, ${style}.clipPath]`)).toEqual([
      '1',
      'none',
      'none',
    ]);
  });

  it('handles each key once: Enter sends, Shift+Enter begins a line, and the page’s shortcuts get neither', async () => {
    await visit(
      `<input id="search"><button id="outside">x</button>${tag()}`,
      `<script>
        window.pressed = [];
        for (const of of [window, document]) for (const capture of [true, false])
          of.addEventListener('keydown', (event) => {
            if (event.target.matches?.('input, textarea')) return;
            // A listener that was there first sees keys on their way down through the window.
            if (of === window && capture) return;
            if (event.key === 's') search.focus();
            pressed.push(event.key);
          }, capture);
      </script>`,
    );
    await widget.openPanel();
    await type(tab, 'my bike is stolen');
    await tab.act([
      {
        ...{ type: 'key', id: 'keyboard' },
        actions: [keys.shift, keys.enter]
          .map((value) => ({ type: 'keyDown', value }))
          .concat([keys.enter, keys.shift].map((value) => ({ type: 'keyUp', value }))),
      },
    ]);
    await type(tab, 'on 5th');
    expect(await widget.typed()).toBe('my bike is stolen\non 5th');
    await press(tab, keys.enter);
    await eventually(async () => expect(await widget.messages()).toEqual(['my bike is stolen\non 5th']));
    expect(await widget.typed()).toBe('');
    expect(await tab.evaluate('pressed')).toEqual([]);
    await tab.evaluate(`document.querySelector('#outside').focus()`);
    await press(tab, 's');
    expect(await tab.evaluate('document.activeElement.id')).toBe('search');
  });

  it('neither sends nor closes on a key of an input method, during a composition or right after it', async () => {
    await visit(tag());
    await widget.openPanel();
    await type(tab, 'ni hao');
    for (const key of ['Enter', 'Escape'])
      for (const how of ['keyCode: 229', 'isComposing: true'])
        await widget.inside(`root.querySelector('textarea').dispatchEvent(
          new KeyboardEvent('keydown', { key: '${key}', ${how}, bubbles: true, composed: true, cancelable: true }))`);
    expect(await widget.typed()).toBe('ni hao');
    await press(tab, keys.enter);
    await eventually(async () => expect(await widget.messages()).toEqual(['ni hao']));
    await press(tab, keys.escape);
    await eventually(async () => expect(await widget.text()).toBe(''));
  });

  it.each([
    [
      'loses the children of <html>',
      `document.documentElement.replaceChildren(document.createElement('body'))`,
    ],
    ['is replaced as a whole', `document.documentElement.replaceWith(document.createElement('html'))`],
    ['is written again', `document.open(), document.write('<p>new'), document.close()`],
  ])('is restored when the page %s', async (_, change) => {
    await visit(tag());
    await widget.startChat('stay');
    await tab.evaluate(`void (${change})`);
    await eventually(async () => expect(await widget.messages()).toEqual(['stay']));
    await widget.toComposer();
    await widget.say('still here');
  });

  it('sees no time left after an hour of sleep, whichever clock was stopped', async () => {
    await tab.goto(place.portal.url);
    await tab.evaluate(`void (window.slept = 0, ((now) => { Date.now = () => now() + slept; })(Date.now))`);
    await widget.startChat('good night');
    place.line.cut();
    await widget.sees(/0:5\d/);
    await tab.evaluate('slept = 3_600_000');
    await widget.sees('This chat may have timed out');
    expect(await tab.evaluate('Rejoin.getReconnectContext().secondsLeft')).toBe(0);
  });

  it('works where the browser stores nothing, reports it, and sends whole characters', async () => {
    await visit(
      tag(),
      `<script>
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
      </script>`,
    );
    await widget.startChat('😀');
    await widget.sees('Your browser is blocking storage');
    await eventually(() => expect(atTheDesk()).toContain('😀'));
  });

  it("removes a link from the address after a router's navigation, and shows what the link is for", async () => {
    await visit(`<h1></h1>${tag()}`, '', '/own#/help?oc.reconnectid=one');
    await widget.sees('Continue here');
    expect(await tab.evaluate('location.hash')).toBe('#/help');
    await tab.evaluate(`history.pushState(null, '', '/own#/help?tab=1&oc.reconnectid=two')`);
    await eventually(async () => expect(await tab.evaluate('location.hash')).toBe('#/help?tab=1'));
  });

  it('chats through a proxy that refuses WebSockets, and continues after a reload', async () => {
    const proxy = await StrictProxy.before(() => place.line.url);
    try {
      await visit(tag().replace(place.line.url, proxy.url));
      await widget.startChat('through the proxy');
      expect(proxy.upgrades).toBeGreaterThan(0);
      await widget.reload();
      await eventually(async () => expect(await widget.messages()).toEqual(['through the proxy']));
    } finally {
      await proxy.close();
    }
  });

  it('comes out of the back/forward cache, or loads again, with the missed messages', async () => {
    await visit(tag());
    await widget.startChat(`away from ${name}`);
    const { desk } = place.agent;
    const mine = [...desk.state.conversations.values()].findLast(({ snapshot }) => !snapshot?.ended);
    await tab.goto(`${place.portal.origin}/other`);
    await desk.send(mine!.snapshot!.conversationId, 'still there?');
    await tab.evaluate('void history.back()');
    await eventually(async () => expect(await widget.messages()).toContain('still there?'));
  });

  if (name === 'Firefox') {
    it('is left out when the page is printed', async () => {
      await visit(tag());
      await eventually(() => widget.inside(`root.querySelector('.launcher') !== null`));
      expect(colours(await tab.print!())).not.toContain('48 86 211');
      // The counterpart: another element of this colour is printed.
      await tab.evaluate(`document.body.style.background = '#3056d3'`);
      expect(colours(await tab.print!())).toContain('48 86 211');
    });
  }
});

/** The fill colours of a PDF, from 0 to 255. */
function colours(pdf: Buffer): string[] {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n(.*?)\r?\nendstream/gs)].map(
    ([, bytes = '']) => {
      try {
        return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
      } catch {
        return bytes;
      }
    },
  );
  return [...streams.join('\n').matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg\b/g)].map(([, ...parts]) =>
    parts
      .slice(0, 3)
      .map((part) => Math.round(Number(part) * 255))
      .join(' '),
  );
}
