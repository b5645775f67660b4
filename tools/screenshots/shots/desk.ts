import type { BrowserContextOptions } from 'playwright-core';
import { desktop, phone, type Camera, type Shots } from '../camera';
import { DeskStage } from '../desk-stage';

interface Look {
  readonly name: string;
  /** What the documents show of it. */
  readonly shown: readonly string[];
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  {
    name: 'light',
    shown: ['active', 'away', 'quick-replies', 'transfer', 'end', 'wrap-up', 'lost-line'],
    device: {},
  },
  { name: 'dark', shown: ['away'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: [], device: { locale: 'de' } },
  { name: 'ar', shown: ['away'], device: { locale: 'ar' } },
  { name: 'phone', shown: ['list', 'away'], device: { viewport: phone } },
  { name: 'phone-dark-ar', shown: [], device: { viewport: phone, colorScheme: 'dark', locale: 'ar' } },
];

/** The desk in every state, without a server: `desk-<state>-<look>.png`. */
export const desk: Shots = {
  name: 'desk',
  take: async (camera: Camera) => {
    for (const { name, shown, device } of looks) {
      if (!camera.everything && shown.length === 0) continue;
      await camera.with({ viewport: desktop, ...device }, async (context) => {
        const stage = await DeskStage.open(context, camera.root);
        for (const [state, show] of states(stage)) {
          await show();
          if (camera.everything || shown.includes(state))
            await camera.picture(stage.page, `desk-${state}-${name}`);
        }
      });
    }
  },
};

/** In the order of a visit: each begins where the one before has left the page. */
function states(stage: DeskStage): readonly [string, () => Promise<void>][] {
  const { page } = stage;
  const dialog = page.getByRole('dialog');
  const closed = async () => {
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };
  const message = page.locator('textarea');
  return [
    ['sign-in', () => page.locator('input[name=login]').waitFor()],
    ['list', () => stage.signIn()],
    ['active', () => stage.show('c1-mia')],
    ['away', () => stage.show('c2-omar')],
    ['wrap-up', () => stage.show('c5-jan')],
    [
      'link-off',
      async () => {
        await stage.show('c4-anon');
        await message.fill('/');
        await page.locator('[role=option][aria-disabled=true]').waitFor();
      },
    ],
    [
      'quick-replies',
      async () => {
        await message.fill('');
        await stage.show('c1-mia');
        await message.fill('/');
        await page.getByRole('option').first().waitFor();
        await page.keyboard.press('ArrowDown');
      },
    ],
    [
      'transfer',
      async () => {
        await message.fill('');
        await page.keyboard.press('Alt+KeyT');
        await page.getByRole('radio').first().waitFor();
      },
    ],
    [
      'end',
      async () => {
        await closed();
        await page.keyboard.press('Alt+KeyE');
        await dialog.waitFor();
      },
    ],
    [
      'shortcuts',
      async () => {
        await closed();
        await page.getByRole('log').focus();
        await page.keyboard.press('?');
        await dialog.waitFor();
      },
    ],
    [
      'lost-line',
      async () => {
        await closed();
        await stage.cut();
        await page.locator('section .fui-MessageBar button').first().waitFor();
      },
    ],
  ];
}
