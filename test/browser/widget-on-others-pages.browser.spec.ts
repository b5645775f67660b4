import { describeInBrowser, device, eventually } from '@rejoin/testing';
import { ThirdPartyPages } from './third-party-page';

describeInBrowser('the widget on pages of third parties', () => {
  const pages = new ThirdPartyPages();

  it('is visible and stays in its corner under rules that hide, move or shrink every matching element', async () => {
    const widget = await pages.visit(
      `<style>
        div:empty { display: none }
        html > div, * { transform: translateX(-900px) !important; opacity: 0.1; float: left }
        #rejoin-widget { display: none !important; width: 1px; overflow: hidden; filter: blur(9px) }
        html, body { transform: none !important; opacity: 1 }
      </style>${pages.tag()}`,
    );
    await widget.openPanel();
    // The launcher moves a little while the pointer is over it.
    await widget.page.mouse.move(5, 5);
    const box = await widget.page.locator('#rejoin-widget .launcher').boundingBox();
    expect(box && [Math.round(box.x + box.width), Math.round(box.y + box.height)]).toEqual([1260, 780]);
    await widget.page.evaluate(`document.querySelector('#rejoin-widget').hidden = true`);
    await widget.panel.waitFor({ state: 'hidden' });
  });

  it('is left out when the page is printed', async () => {
    const widget = await pages.visit(pages.tag());
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
    const widget = await pages.visit(pages.tag());
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
    await eventually(() => expect(pages.atTheDesk()).toContain('still here'));
  });

  it.each([['pt_BR'], ['de-DE@posix'], ['{{locale}}'], ['C'], ['POSIX'], ['auto']])(
    'opens with the locale %s',
    async (locale) => {
      pages.context = await device(pages.browser(), { locale: 'en-GB' });
      const widget = await pages.visit(pages.tag(`data-locale="${locale}"`));
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
    const widget = await pages.visit(
      `<input id="search"><button id="outside">x</button>${pages.tag()}`,
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
    const widget = await pages.visit(
      `<div id="modal"><input></div>${pages.tag()}`,
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
    const widget = await pages.visit(pages.tag());
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

  it('has no banner landmark beside the page’s own', async () => {
    const widget = await pages.visit(`<header>Shop</header>${pages.tag()}`);
    await widget.openPanel();
    expect(await widget.page.getByRole('banner').count()).toBe(1);
  });
});
