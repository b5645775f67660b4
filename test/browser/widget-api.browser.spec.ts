import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser, eventually } from '@rejoin/testing';
import { bundled } from './bundled';
import { ThirdPartyPages } from './third-party-page';
import { WidgetPage } from './widget-page';

const examples = join(__dirname, '../../docs/examples/widget');

describeInBrowser('the widget with a page that calls its API', () => {
  const pages = new ThirdPartyPages();

  it('takes every call of the API, twice and in the wrong order, without throwing into the page', async () => {
    const calls = `for (const name of Object.keys(Rejoin).sort().reverse()) for (const given of [[], [null], ['x'], [{}]]) {
      if (name !== 'shutdown') Rejoin[name](...given);
    }`;
    const widget = await pages.visit(
      pages.tag('').replace('data-widget-id', 'data-none'),
      `<script>window.thrown = []; onerror = (what) => void thrown.push(what);
        onunhandledrejection = ({ reason }) => void thrown.push(String(reason));</script>`,
    );
    await eventually(() => widget.page.evaluate('typeof Rejoin?.boot === "function"'));
    await widget.page.evaluate(`{ ${calls} Rejoin.shutdown(); Rejoin.shutdown(); }`);
    await widget.page.evaluate(
      `Rejoin.boot({ widgetId: '${pages.place.shop.name}', customer: 5, locale: 7, endpoint: '' }), Rejoin.show()`,
    );
    await widget.startChat('after all that');
    await widget.page.evaluate(`{ ${calls} Rejoin.show(); Rejoin.open(); }`);
    await widget.button('Start a new chat').click();
    await widget.say('and again');
    await widget.page.evaluate('Rejoin.shutdown(), Rejoin.shutdown()');
    expect(await widget.page.evaluate('thrown')).toEqual([]);
  });

  it('boots again after shutdown with another widget and language, and only once before', async () => {
    const second = await pages.world().shop({ portalUrl: pages.place.portal.url, widget: { askName: true } });
    const { desk } = await pages.world().agent(second, 'eve', { displayName: 'Eve' });
    const widget = await pages.visit(pages.tag());
    await widget.startChat('of the first');
    await widget.page.evaluate(`Rejoin.boot({ widgetId: 'other', locale: 'de' })`);
    await eventually(async () => expect(widget.complaints.join()).toContain('call shutdown() first'));
    await widget.message('of the first').waitFor();
    await widget.page.evaluate(`
      Rejoin.shutdown();
      Rejoin.boot({ widgetId: '${second.name}', endpoint: '${pages.place.line.url}', locale: 'de', customer: { name: 'Mia', context: { basket: 3 } } });
    `);
    const launcher = widget.page.locator('#rejoin-widget').getByRole('button', { name: 'Chat öffnen' });
    await launcher.click();
    await widget.panel.getByRole('textbox', { name: 'Nachricht eingeben' }).fill('Hallo');
    await widget.page.keyboard.press('Enter');
    await widget.log.getByText(/Eve/).first().waitFor();
    expect(await widget.messages()).toEqual(['Hallo']);
    const [chat] = desk.state.conversations.values();
    expect(chat?.snapshot).toMatchObject({ customer: { name: 'Mia' }, context: { basket: '3' } });
    const kept = await widget.page.evaluate(`String(localStorage['rejoin.${pages.place.shop.name}'])`);
    expect(kept).not.toContain('secret');
  });

  it('has no launcher where the page has its own, and is hidden and shown by the page', async () => {
    const widget = await pages.visit(
      `<button id="own" onclick="Rejoin.open()">Help</button>${pages.tag('data-launcher="none"')}`,
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
        .replaceAll('https://chat.example', pages.place.line.url)
        .replaceAll('"shop"', `"${pages.place.shop.name}"`);

    it('work in plain HTML, with a launcher of the page’s own', async () => {
      pages.place.portal.write(example('plain.html'));
      const widget = await WidgetPage.open(pages.context, `${pages.place.portal.origin}/own`);
      await widget.page.getByRole('button', { name: 'Help' }).click();
      await widget.composer.waitFor();
      expect(await widget.page.locator('#rejoin-widget .launcher').isVisible()).toBe(false);
      expect(widget.complaints).toEqual([]);
    });

    it('keep the page of a hash-routed portal that a reconnect link opens', async () => {
      pages.place.portal.write(example('hash-routed.html'));
      const url = `${pages.place.portal.origin}/own#/help?oc.reconnectid=secret`;
      const widget = await WidgetPage.open(pages.context, url);
      await widget.button('Continue here').waitFor();
      expect(new URL(widget.page.url()).hash).toBe('#/help');
      await widget.page.getByText('How can we help?').waitFor();
      expect(widget.complaints).toEqual([]);
    });

    it.each(['react.tsx', 'vue.ts', 'angular.ts'])('work with a framework: %s', async (name) => {
      const widget = await pages.visit(
        `<div id="app"></div><script>${bundled(join(examples, name))
          .replaceAll('https://chat.example', pages.place.line.url)
          .replace(/widgetId:\s*(["'`])shop\1/, `widgetId: "${pages.place.shop.name}"`)}</script>`,
      );
      await widget.page.getByRole('button', { name: 'Help' }).click();
      await widget.say('from an example');
      await widget.log.getByText(/joined the chat/).waitFor();
      expect(widget.complaints).toEqual([]);
    });
  });

  it.each([
    ['never answers', 'new Promise(() => {})'],
    ['takes 20 s', `new Promise((resolve) => setTimeout(resolve, 20000))`],
    ['fails', `Promise.reject(new Error('down'))`],
  ])('resumes at once after a reload when the token provider %s', async (_, answer) => {
    const widget = await pages.visit(
      pages.tag(),
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
    const widget = await pages.visit(
      pages.tag(),
      `<script>(window.Rejoin ||= []).push((rejoin) =>
        rejoin.setAuthTokenProvider(() => new Promise((resolve) => (window.answer = resolve))));</script>`,
    );
    await widget.openPanel();
    await widget.say('hello, whoever I am');
    await widget.text('Your messages are kept').waitFor();
    await widget.page.evaluate('answer()');
    await widget.log.getByText(/joined the chat/).waitFor();
  });
});
