import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';

describeInBrowser('dispositions and tags at the desk', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  it('are chosen in wrap-up, and found in the history', async () => {
    const shop = await world().shop({
      workstream: {
        wrapUpRule: 'always-block',
        dispositions: ['Solved', 'Needs a call'],
        dispositionRequired: true,
        tags: ['Returns', 'VIP'],
      },
    });
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const context = await device(browser());
    contexts.push(context);
    const desk = await DeskPage.open(context, await world().cutter(0));
    await desk.signIn(anna);
    const { page } = desk;
    for (const name of ['Mia', 'Omar']) {
      const { chat } = await world().customer(shop);
      await chat.start({ name });
      await chat.send(`${name} here`);
      await desk.openChat(name);
      await page.getByRole('button', { name: 'End', exact: true }).click();
      await desk.confirm('End');
      const wrapUp = page.getByRole('region', { name: 'Wrap-up' }).filter({ hasText: 'Disposition' });
      const close = wrapUp.getByRole('button', { name: 'Close conversation' });
      await wrapUp.getByRole('combobox', { name: 'Disposition' }).waitFor();
      expect(await close.getAttribute('aria-disabled')).toBe('true');
      if (name === 'Mia') {
        await wrapUp.getByRole('combobox', { name: 'Tags' }).click();
        await page.getByRole('menuitemcheckbox', { name: 'VIP' }).click();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
      await wrapUp
        .getByRole('combobox', { name: 'Disposition' })
        .selectOption(name === 'Mia' ? 'Needs a call' : 'Solved');
      await close.click();
      await desk.chat(name).waitFor({ state: 'detached' });
    }

    await page.getByRole('tab', { name: 'History' }).click();
    const past = page.getByRole('link', { name: /Mia/ });
    await past.waitFor();
    await page.getByRole('combobox', { name: 'Workstream' }).selectOption({ index: 1 });
    await page.getByRole('combobox', { name: 'Disposition' }).selectOption('Solved');
    await past.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Omar/ }).waitFor();
    await page.getByRole('combobox', { name: 'Disposition' }).selectOption('');
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('VIP');
    await page.getByRole('link', { name: /Omar/ }).waitFor({ state: 'detached' });
    await past.click();
    await page.getByText('Needs a call').and(page.locator('bdi')).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });
});
