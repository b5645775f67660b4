import { describeInBrowser, eventually } from '@rejoin/testing';
import { ThirdPartyPages } from './third-party-page';

describeInBrowser('the widget on pages that load it in different ways', () => {
  const pages = new ThirdPartyPages();

  it('opens when the launcher of the script is pressed while the panel loads', async () => {
    let comes = () => {};
    const pressed = new Promise<void>((resolve) => (comes = resolve));
    await pages.context.route('**/panel.js*', async (route) => {
      await pressed;
      await route.continue();
    });
    const widget = await pages.visit(pages.tag());
    const { x, y, width } = (await widget.launcher.boundingBox())!;
    await widget.page.mouse.move(x + width / 2, y + 30);
    await widget.page.mouse.down();
    comes();
    await widget.panel.waitFor();
    await widget.page.mouse.up();
    await widget.say('it is open');
  });

  it('is loaded as a module behind the script of somebody else that has an attribute of the same name', async () => {
    const widget = await pages.visit(
      `<script data-widget-id="theirs"></script>${pages.tag('type="module"')}`,
    );
    await widget.openPanel();
    await widget.composer.waitFor();
    expect(widget.complaints).toEqual([]);
  });

  it('is loaded as a module, and by import() with boot', async () => {
    const asModule = await pages.visit(pages.tag('type="module"'));
    await asModule.openPanel();
    await asModule.composer.waitFor();
    const imported = await pages.visit(`<script type="module">
      await import('${pages.place.line.url}/widget/v1.js');
      Rejoin.open();
      Rejoin.boot();
      Rejoin.boot({});
      Rejoin.boot({ widgetId: '${pages.place.shop.name}', endpoint: '${pages.place.line.url}/' });
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
    const widget = await pages.visit(
      `<script>
        const load = () => {
          const script = document.createElement('script');
          script.src = '${pages.place.line.url}/widget/v1.js';
          document.body.append(script);
        };
        (window.Rejoin ||= []).push((rejoin) => rejoin.boot({ widgetId: '${pages.place.shop.name}' }));
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

  it('continues through another gateway that it has learned, when the gateway of the snippet is down', async () => {
    const widget = await pages.visit(pages.tag());
    await widget.startChat('hello');
    pages.place.line.cut();
    await widget.say('by another way');
    await eventually(() => expect(pages.atTheDesk()).toContain('by another way'));
    pages.place.line.restore();
  });

  it('fetches the panel from another gateway of the snippet when that of the script has no answer', async () => {
    await pages.context.route(`${pages.place.line.url}/widget/panel.js*`, (route) => route.abort());
    const widget = await pages.visit(
      pages.tag(`data-endpoint="${pages.place.line.url} ${pages.world().system.gateways[1]!.url}"`),
    );
    await widget.startChat('with a panel of the second');
  });

  it('is opened by the second gateway of a snippet when the first is down', async () => {
    const widget = await pages.visit(pages.tag(`data-endpoint="http://127.0.0.1:1 ${pages.place.line.url}"`));
    await widget.startChat('by the second');
  });
});
