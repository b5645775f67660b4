import { describeInBrowser, eventually } from '@rejoin/testing';
import { ThirdPartyPages } from './third-party-page';

describeInBrowser('what the widget keeps and shows of a chat on pages of third parties', () => {
  const pages = new ThirdPartyPages();

  it('works beside a library that adds toJSON to arrays', async () => {
    const prototype = `<script>Array.prototype.toJSON = function () { return 'list' };</script>`;
    const widget = await pages.visit(pages.tag(), prototype);
    await widget.startChat('with Prototype');
    pages.place.line.cut();
    await widget.say('not sent yet');
    await widget.page.close();
    pages.place.line.restore();
    await (await pages.visit(pages.tag(), prototype)).message('with Prototype').waitFor();
    await eventually(() => expect(pages.atTheDesk()).toContain('not sent yet'));
  });

  it.each([['"text"'], ['{"session":5,"unsent":"x","drafts":{}}'], ['{"unsent":[null,7]}'], ['not JSON']])(
    'opens where the browser has stored %s for it',
    async (value) => {
      const stored = ['', '.ui']
        .map((end) => `localStorage['rejoin.${pages.place.shop.name}${end}'] = ${JSON.stringify(value)};`)
        .join('');
      const widget = await pages.visit(pages.tag(), `<script>${stored}</script>`);
      await widget.openPanel();
      await widget.composer.waitFor();
    },
  );

  it('reports full storage once, and continues in memory', async () => {
    const widget = await pages.visit(
      pages.tag(),
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
    const widget = await pages.visit(
      pages.tag(),
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
    const widget = await pages.visit(pages.tag());
    await widget.startChat('look:');
    const start = `shop.example/${'a'.repeat(25)}😀`;
    await widget.composer.fill(`https://${start}${'b'.repeat(20)}`);
    await widget.composer.press('Enter');
    expect(await widget.log.getByRole('link').textContent()).toBe(`${start}…`);
  });

  it('counts new messages in the title and plays a sound while the page is in the background', async () => {
    const widget = await pages.visit(
      pages.tag(),
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
    const before = new Set(pages.place.agent.desk.state.conversations.keys());
    await widget.startChat('call me');
    const [mine = ''] = [...pages.place.agent.desk.state.conversations.keys()].filter(
      (id) => !before.has(id),
    );
    await pages.place.agent.desk.send(mine, 'seen at once');
    await widget.message('seen at once').waitFor();
    expect(await widget.page.evaluate('tones')).toBe(0);

    await widget.page.evaluate(`turn('hidden')`);
    await pages.place.agent.desk.send(mine, 'one');
    await pages.place.agent.desk.send(mine, 'two');
    await eventually(async () => {
      expect(await title()).toBe('(2)  Own  page ');
      expect(await widget.page.evaluate('tones')).toBeGreaterThan(0);
    });
    await widget.page.evaluate(`turn('visible')`);
    expect(await title()).toBe(' Own  page ');

    // A page that changes its title in the meantime keeps the new title.
    await widget.page.evaluate(`turn('hidden')`);
    await pages.place.agent.desk.send(mine, 'three');
    await eventually(async () => expect(await title()).toBe('(1)  Own  page '));
    await widget.page.evaluate(`document.title = 'Basket'`);
    await pages.place.agent.desk.send(mine, 'four');
    await eventually(async () => expect(await title()).toBe('(2) Basket'));
    await widget.page.evaluate(`turn('visible')`);
    expect(await title()).toBe('Basket');

    // In the foreground, with the panel closed, the launcher shows the count.
    await widget.button('Minimize chat').click();
    await pages.place.agent.desk.send(mine, 'five');
    const badge = widget.page.locator('#rejoin-widget').getByRole('button', { name: /1 new message/ });
    expect(await badge.getAttribute('data-unread', { timeout: 10_000 })).toBe('1');
    expect(await title()).toBe('Basket');
    expect(widget.complaints).toEqual([]);
  });
});
