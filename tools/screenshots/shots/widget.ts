import type { BrowserContextOptions, Page } from 'playwright-core';
import { phone, type Camera, type Shots } from '../camera';
import { buildWidgetStates, openWidgetStates, showState } from '../widget-states';

/** The size of the panel with the page around it. */
const beside = { width: 480, height: 800 };

interface Look {
  readonly name: string;
  readonly locale: string;
  /** The states that the documents show. */
  readonly shown: readonly string[];
  readonly device: BrowserContextOptions;
}

const inHand = { viewport: phone, hasTouch: true, isMobile: true };

const looks: readonly Look[] = [
  {
    name: 'light',
    locale: 'en',
    shown: [
      'unread',
      'ask-name',
      'chat',
      'menu',
      'link',
      'unsent',
      'lost',
      'back',
      'prompt',
      'open-link',
      'too-late',
      'ended',
    ],
    device: { viewport: beside },
  },
  {
    name: 'dark',
    locale: 'en',
    shown: ['link', 'lost'],
    device: { viewport: beside, colorScheme: 'dark' },
  },
  { name: 'de', locale: 'de', shown: [], device: { viewport: beside } },
  { name: 'ar', locale: 'ar', shown: ['link', 'prompt'], device: { viewport: beside } },
  { name: 'phone', locale: 'en', shown: ['chat', 'lost', 'prompt'], device: inHand },
  { name: 'phone-dark-ar', locale: 'ar', shown: ['chat'], device: { ...inHand, colorScheme: 'dark' } },
];

/** Every state of the widget, drawn without a server: `widget-<state>-<look>.png`. */
export const widget: Shots = {
  name: 'widget',
  take: async (camera: Camera) => {
    const folder = await buildWidgetStates(camera.root);
    for (const { name, locale, shown, device } of looks) {
      await camera.with(device, async (context) => {
        const page = await openWidgetStates(context, folder);
        const every = await page.evaluate<string[]>('states.names()');
        for (const state of camera.everything ? every : shown) {
          // Closes everything that was opened for the previous screenshot.
          await showState(page, 'closed', locale);
          await showState(page, state, locale);
          await settle(page, state);
          await camera.picture(page, `widget-${state}-${name}`);
        }
      });
    }
  },
};

/** Some states appear only after a while, or after an action. */
async function settle(page: Page, state: string): Promise<void> {
  if (state.startsWith('lost')) await page.getByRole('timer').waitFor();
  if (state === 'new-link') {
    await page.locator('[aria-expanded=false]', { hasText: 'QR' }).click();
    await page.locator('.qr').waitFor();
  }
  if (state === 'menu' || state === 'ask-end') {
    await page.locator('[aria-controls=rejoin-menu]').click();
    if (state === 'ask-end') await page.locator('.menu button').last().click();
  }
  await page.mouse.move(0, 0);
}
