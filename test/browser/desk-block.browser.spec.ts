import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';
import { PortalPage } from './portal-page';
import { SupervisorPage } from './supervisor-page';
import { WidgetPage } from './widget-page';

describeInBrowser('blocking a customer', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];
  const portals: PortalPage[] = [];
  const context = async () => {
    const opened = await device(browser());
    contexts.push(opened);
    return opened;
  };

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((one) => one.close()));
    await Promise.all(portals.splice(0).map((one) => one.close()));
  });

  it('ends the chat in every tab and refuses the next ones, but not those of others, until a supervisor unblocks them', async () => {
    const portal = await PortalPage.open();
    portals.push(portal);
    const shop = await world().shop({ portalUrl: `${portal.origin}/help` });
    const reason = `Insults at ${shop.name}`;
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const line = await world().cutter(0);
    portal.embed({ widgetId: shop.name, gateway: line.url });
    const desk = await DeskPage.open(await context(), line);
    await desk.signIn(anna);

    const abuser = await context();
    const widget = await WidgetPage.open(abuser, portal.url);
    await widget.openPanel();
    await widget.say('You are all idiots');
    const tab = await WidgetPage.open(abuser, portal.url);
    await tab.message('You are all idiots').waitFor();

    await desk.openChat('Anonymous customer');
    await desk.button('More actions').click();
    await desk.page.getByRole('menuitem', { name: 'Block customer' }).click();
    const hours = desk.dialog.getByRole('combobox', { name: 'Block for' });
    await hours.waitFor();
    expect(await hours.getByRole('option').allTextContents()).toEqual(['1 hour', '24 hours']);
    await desk.dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    expect(await barriers(desk.page)).toEqual([]);
    await desk.confirm('Block customer');
    await desk.page.getByText('Customer blocked.').waitFor();
    await desk.page.getByRole('region', { name: 'Wrap-up', exact: true }).waitFor();

    // The customer sees what everybody sees whose chat was ended, and later a widget that is closed.
    for (const one of [widget, tab]) await one.button('Start a new chat').waitFor();
    await widget.button('Start a new chat').click();
    await widget.composer.fill('Hello again');
    await widget.composer.press('Enter');
    await widget.text('Chat is closed right now. Try again later.').waitFor();
    expect(await widget.panel.innerText()).not.toMatch(/block|insult/i);
    await tab.page.reload();
    await tab.composer.fill('Me again');
    await tab.composer.press('Enter');
    await tab.text('Chat is closed right now. Try again later.').waitFor();

    const innocent = await WidgetPage.open(await context(), portal.url);
    await innocent.startChat('Where is my parcel?');
    await desk.page.getByRole('link', { name: /Where is my parcel/ }).waitFor();

    const supervisor = await SupervisorPage.open(shop, await context(), line);
    await supervisor.page.getByRole('tab', { name: 'Blocked customers' }).click();
    const blocked = supervisor.page
      .getByRole('list', { name: 'Blocked customers' })
      .getByRole('listitem')
      .filter({ hasText: 'Blocked by Anna' })
      .filter({ hasText: reason });
    await blocked.getByText(/^Blocked until /).waitFor();
    expect(await barriers(supervisor.page)).toEqual([]);
    await blocked.getByRole('button', { name: 'Unblock Anonymous customer' }).click();
    await supervisor.dialog.getByRole('button', { name: 'Unblock', exact: true }).click();
    await blocked.waitFor({ state: 'detached' });

    await tab.page.reload();
    await tab.say('I am sorry');
    await tab.log.getByText(/joined the chat/).waitFor();
    expect([...widget.complaints, ...tab.complaints, ...innocent.complaints]).toEqual([]);
    expect([...desk.complaints, ...supervisor.complaints]).toEqual([]);
  });

  it('is possible for a supervisor who monitors the conversation, also without an end', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const customer = await world().customer(shop);
    const name = `Abuser of ${shop.name}`;
    const { conversationId } = await customer.chat.start({ name });
    await customer.chat.send('You are all idiots');
    await eventually(() => expect(anna.desk.conversation(conversationId)).toBeDefined());
    const line = await world().cutter(0);
    const supervisor = await SupervisorPage.open(shop, await context(), line);
    const { page, dialog } = supervisor;
    await page.getByRole('tab', { name: 'Ongoing conversations' }).click();
    await page.getByRole('button', { name: `Monitor the conversation with ${name}` }).click();
    const monitor = page.getByRole('region', { name: 'Monitor conversation' });
    await monitor.getByRole('button', { name: 'Block customer' }).click();
    const hours = dialog.getByRole('combobox', { name: 'Block for' });
    await hours.selectOption('Until unblocked');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Insults');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Block customer' }).click();
    await page.getByText('Customer blocked.').waitFor();
    await eventually(() => expect(anna.desk.conversation(conversationId)?.snapshot?.state).toBe('wrap-up'));
    await page.getByRole('tab', { name: 'Blocked customers' }).click();
    const blocked = page.getByRole('listitem').filter({ hasText: name });
    await blocked.getByText('Blocked until unblocked').waitFor();
    await blocked.getByRole('button', { name: `Unblock ${name}` }).click();
    await dialog.getByRole('button', { name: 'Unblock', exact: true }).click();
    await blocked.waitFor({ state: 'detached' });
    expect(supervisor.complaints).toEqual([]);
  });
});
