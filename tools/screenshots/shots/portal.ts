import { runningSystem } from '@rejoin/servers';
import type { FrameLocator, Page } from 'playwright-core';
import { phone, type Camera, type Shots } from '../camera';

/**
 * The demo in the middle of a disconnect: `portal-away-<look>.png`. It needs a running system (`npm start`)
 * whose agents are not busy, because it shows a whole system at work.
 */
export const portal: Shots = {
  name: 'portal',
  take: async (camera: Camera) => {
    const url = runningSystem()?.portal;
    if (url === undefined) return;
    await camera.with({ viewport: { width: 1360, height: 840 } }, async (context) => {
      const page = await context.newPage();
      await page.goto(url);
      await loseACustomer(page);
      await camera.picture(page, 'portal-away-light');
      await camera.with({ viewport: phone, hasTouch: true, isMobile: true }, async (hand) => {
        const small = await hand.newPage();
        await small.goto(url);
        await small.getByRole('navigation', { name: 'Show' }).getByRole('button', { name: 'Events' }).click();
        await small.getByText('capacity on hold').first().waitFor();
        await camera.picture(small, 'portal-away-phone');
      });
      await page.emulateMedia({ colorScheme: 'dark' });
      if (camera.everything) await camera.picture(page, 'portal-away-dark');
      await page.getByRole('button', { name: /^Reconnect/ }).click();
      await end(page.frameLocator('.desk iframe'));
    });
  },
};

/** Mia asks, Anna answers with the link, and the connection is cut. */
async function loseACustomer(page: Page): Promise<void> {
  const desk = page.frameLocator('.desk iframe');
  await desk.locator('input[name=login]').fill('anna@demo');
  await desk.locator('input[name=password]').fill('rejoin-demo');
  await desk.locator('button[type=submit]').click();
  await desk.getByRole('meter').waitFor();
  const shop = page.frameLocator('iframe[title="Shop on the laptop"]');
  await shop.getByRole('button', { name: /chat/i }).click();
  await shop.getByRole('textbox', { name: 'Your name' }).fill('Mia');
  await shop.getByRole('textbox', { name: 'Type a message' }).fill('Can you add a child seat to my order?');
  await shop.getByRole('textbox', { name: 'Type a message' }).press('Enter');
  await desk.getByRole('link', { name: /child seat/ }).click();
  const message = desk.getByRole('textbox', { name: /Message to/ });
  await message.fill('Of course. Which colour would you like?');
  await message.press('Enter');
  await shop.getByText('Which colour').waitFor();
  await message.fill('/');
  await desk.getByRole('option', { name: /Reconnect link/ }).click();
  await message.press('Enter');
  await shop.getByText('Reconnect link').waitFor();
  const notice = desk.getByText('New conversation');
  await notice.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Disconnect/ }).click();
  await shop.getByText('Connection lost').waitFor();
  await page.getByText('Anna’s capacity on hold').waitFor();
}

/** Ends the chat, so that Anna is free for the next screenshot. */
async function end(desk: FrameLocator): Promise<void> {
  await desk.getByText('Connected', { exact: true }).waitFor();
  await desk.getByRole('button', { name: 'End', exact: true }).click();
  const close = desk.getByRole('button', { name: 'Close conversation' });
  const sure = desk.getByRole('dialog').getByRole('button', { name: /End/ });
  await close.or(sure).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await close.click();
  await desk.getByText('Conversation closed.').first().waitFor();
}
