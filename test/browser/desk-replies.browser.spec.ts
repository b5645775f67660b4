import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';

describeInBrowser("an agent's own quick replies", () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  it('are written, used with their variables and emoji, changed and deleted', async () => {
    const shop = await world().shop();
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const context = await device(browser());
    contexts.push(context);
    const desk = await DeskPage.open(context, await world().cutter(0));
    await desk.signIn(anna);
    const mia = await world().customer(shop);
    await mia.chat.start({ name: 'Mia' });
    await mia.chat.send('Mia here');
    const heard = () => texts(mia.chat.entries);

    const manage = async () => {
      await desk.button('Anna').click();
      await desk.page.getByRole('menuitem', { name: 'My quick replies' }).click();
    };
    const write = async (title: string, body: string) => {
      await desk.dialog.getByRole('button', { name: 'New quick reply' }).click();
      await desk.dialog.getByLabel('Title').fill(title);
      await desk.dialog.getByLabel('Message').fill(body);
    };
    await manage();
    await desk.dialog.getByText('You have no quick replies yet.').waitFor();
    await write('Welcome', 'Hello , I am {{agent.name}}');
    await desk.dialog.getByLabel('Message').press('Home');
    for (let n = 0; n < 6; n++) await desk.page.keyboard.press('ArrowRight');
    await desk.dialog.getByRole('button', { name: 'Customer name' }).click();
    await desk.dialog.getByRole('button', { name: 'Save' }).click();
    await write('Order', 'Your order {{order.number}} is ready');
    await desk.dialog.getByText('you’ll have to replace it before you send: {{order.number}}').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.dialog.getByRole('button', { name: 'Save' }).click();
    await desk.dialog.getByRole('searchbox').fill('welc');
    await desk.dialog.getByText('Your order').waitFor({ state: 'detached' });
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await desk.dialog.waitFor({ state: 'detached' });

    // The quick reply is chosen with the keyboard, read with its values, and gets an emoji with the keyboard.
    await desk.openChat('Mia');
    await desk.message.focus();
    await desk.page.keyboard.type('/welc');
    await desk.page
      .getByRole('option', { name: /Welcome/ })
      .getByText('Hello Mia, I am Anna')
      .waitFor();
    await desk.page.keyboard.press('Enter');
    await eventually(async () => expect(await desk.message.inputValue()).toBe('Hello Mia, I am Anna'));
    await desk.button('Insert emoji').focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('group', { name: 'Smileys' }).waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.keyboard.press('Enter');
    await eventually(async () => expect(await desk.message.inputValue()).toBe('Hello Mia, I am Anna😃'));
    await desk.page.locator('textarea:focus').waitFor();
    await desk.page.keyboard.press('Enter');
    await eventually(() => expect(heard()).toContain('Hello Mia, I am Anna😃'));

    // A variable without a value is shown and not sent; an agent who means the text can send it.
    await desk.message.fill('/order');
    await desk.page.keyboard.press('Enter');
    const problem = desk.page.getByRole('alert').getByText('Replace before you send: {{order.number}}');
    await problem.waitFor();
    await desk.message.press('Enter');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.message.fill('Your order 7 is ready');
    await problem.waitFor({ state: 'detached' });
    await desk.message.press('Enter');
    await eventually(() => expect(heard()).toContain('Your order 7 is ready'));
    await desk.message.fill('Write {{user.name}}');
    await desk.button('Send as text').click();
    await eventually(() => expect(heard()).toContain('Write {{user.name}}'));
    await desk.message.fill('{{customer.height}}');
    await desk.page.getByRole('alert').getByText('{{customer.height}}').waitFor();
    expect(await desk.button('Send as text').count()).toBe(0);
    await desk.message.fill('');

    await manage();
    await desk.dialog.getByRole('button', { name: 'Edit Welcome' }).click();
    await desk.dialog.getByLabel('Title').fill('Greeting');
    await desk.dialog.getByRole('button', { name: 'Save' }).click();
    await desk.dialog.getByRole('button', { name: 'Delete Order' }).click();
    await desk.page
      .getByRole('alertdialog')
      .or(desk.page.getByRole('dialog', { name: 'Delete the quick reply Order?' }))
      .getByRole('button', { name: 'Delete' })
      .click();
    await desk.dialog.getByText('Your order').waitFor({ state: 'detached' });
    await desk.dialog.getByText('Greeting').waitFor();
    expect(heard().filter((text) => text.includes('{{order'))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
