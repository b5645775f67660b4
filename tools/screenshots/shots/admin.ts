import type { BrowserContextOptions } from 'playwright-core';
import { AdminStage } from '../admin-stage';
import { desktop, phone, type Camera, type Shots } from '../camera';

interface Look {
  readonly name: string;
  /** What the documents show of it. */
  readonly shown: readonly string[];
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  { name: 'light', shown: ['home', 'workstream', 'reconnect', 'conflict', 'wizard', 'history'], device: {} },
  { name: 'dark', shown: ['reconnect'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: [], device: { locale: 'de' } },
  { name: 'ar', shown: ['reconnect'], device: { locale: 'ar' } },
  { name: 'phone', shown: ['workstream', 'reconnect'], device: { viewport: phone } },
  { name: 'phone-dark-ar', shown: [], device: { viewport: phone, colorScheme: 'dark', locale: 'ar' } },
];

/** The administration in every state, without a server: `admin-<state>-<look>.png`. */
export const admin: Shots = {
  name: 'admin',
  take: async (camera: Camera) => {
    for (const { name, shown, device } of looks) {
      if (!camera.everything && shown.length === 0) continue;
      await camera.with({ viewport: desktop, ...device }, async (context) => {
        const stage = await AdminStage.open(context, camera.root);
        for (const [state, show] of states(stage)) {
          await show();
          if (camera.everything || shown.includes(state))
            await camera.picture(stage.page, `admin-${state}-${name}`);
        }
      });
    }
  },
};

/** In the order of a visit. */
function states(stage: AdminStage): readonly [string, () => Promise<void>][] {
  const { page } = stage;
  const settings = page.getByRole('dialog').first();
  const tab = async (number: number) => {
    await settings.getByRole('tab').nth(number).click();
    await page.getByRole('progressbar').first().waitFor({ state: 'detached' });
  };
  const dialogAt = (place: string, button: RegExp) => async () => {
    await stage.show(place);
    await page.getByRole('table').getByRole('button', { name: button }).first().click();
    await settings.waitFor();
  };
  return [
    ['sign-in', () => page.locator('input[name=login]').waitFor()],
    ['home', () => stage.signIn()],
    ['workstreams', () => stage.show('workstreams')],
    ['workstream', () => stage.show('workstreams/orders')],
    ['basics', () => stage.show('workstreams/orders/widgets/shop')],
    ['reconnect', () => tab(1)],
    ['code', () => tab(2)],
    ['widget-history', () => tab(3)],
    [
      'conflict',
      async () => {
        await tab(1);
        await settings.getByRole('combobox').first().fill('30');
        await settings.getByRole('button').last().click();
        await page.getByRole('radio').first().waitFor();
      },
    ],
    [
      'wizard',
      async () => {
        await page.reload();
        await stage.show('new-workstream');
      },
    ],
    ['agents', () => stage.show('agents')],
    ['agent', dialogAt('agents', /Anna/)],
    ['accounts', () => page.reload().then(() => stage.show('accounts'))],
    ['history', () => stage.show('history')],
  ];
}
