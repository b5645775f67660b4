import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { openPlace, WidgetPage, type Place } from './widget-page';

describeInBrowser('a page that was written for Dynamics', () => {
  const world = inAWorld();
  const browser = inABrowser();
  let place: Place;
  let context: BrowserContext;

  beforeAll(async () => {
    place = await openPlace(world(), {}, {}, '/own');
    context = await device(browser());
    // The other content of the page.
    await context.addInitScript(`
      window.heard = [];
      for (const name of ['ready', 'startChat', 'chatQueued', 'chatRetrieved', 'onMaximize', 'onMessageSent', 'closeChat'])
        addEventListener('lcw:' + name, () => heard.push(name));
      addEventListener('lcw:ready', () => {
        Microsoft.Omnichannel.LiveChatWidget.SDK.setContextProvider(() => ({ basket: { value: 3 } }));
      });`);
    place.portal.write(`<!doctype html><html lang="en"><head><title>Own</title></head><body>
      <script async src="${place.line.url}/widget/dynamics.js" data-app-id="${place.shop.name}"></script>
      </body></html>`);
  });
  afterAll(async () => {
    await context.close();
    await place.portal.close();
  });

  it('starts a chat with its context, receives its events, finds it again after a reload, and closes it', async () => {
    const widget = await WidgetPage.open(context, `${place.portal.origin}/own`);
    const heard = () => widget.page.evaluate<string[]>('heard');
    const call = (name: string) => widget.page.evaluate(`Microsoft.Omnichannel.LiveChatWidget.SDK.${name}()`);
    await eventually(async () => expect(await heard()).toEqual(['ready']));

    await call('startChat');
    await eventually(async () =>
      expect(await heard()).toEqual(expect.arrayContaining(['startChat', 'chatQueued', 'onMaximize'])),
    );
    await eventually(() => {
      const [conversation] = [...place.agent.desk.state.conversations.values()];
      expect(conversation?.snapshot?.context).toEqual({ basket: '3' });
    });
    await widget.composer.fill('Where is my parcel?');
    await widget.composer.press('Enter');
    await eventually(async () => expect(await heard()).toContain('onMessageSent'));

    await widget.page.reload();
    await eventually(async () => expect(await heard()).toContain('chatRetrieved'));
    expect(await heard()).not.toContain('chatQueued');
    await call('closeChat');
    await eventually(async () => expect(await heard()).toContain('closeChat'));
    expect(widget.complaints).toEqual([]);
  });
});
