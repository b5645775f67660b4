import type { BrowserContextOptions } from 'playwright-core';
import { AdminStage } from '../admin-stage';
import { adminStates } from '../admin-states';
import { desktop, phone, type Camera, type Shots } from '../camera';

interface Look {
  readonly name: string;
  /** The states that the documents show. */
  readonly shown: readonly string[] | 'all';
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  { name: 'light', shown: 'all', device: {} },
  { name: 'phone', shown: 'all', device: { viewport: phone } },
  { name: 'dark', shown: ['home', 'reconnect'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: ['reconnect'], device: { locale: 'de' } },
  { name: 'ar', shown: ['reconnect', 'workstream'], device: { locale: 'ar' } },
  {
    name: 'phone-dark-ar',
    shown: ['reconnect'],
    device: { viewport: phone, colorScheme: 'dark', locale: 'ar' },
  },
];

/** The administration in every state, without a server: `admin-<state>-<look>.png`. */
export const admin: Shots = {
  name: 'admin',
  take: async (camera: Camera) => {
    for (const { name, shown, device } of looks) {
      await camera.with({ viewport: desktop, ...device }, async (context) => {
        const stage = await AdminStage.open(context, camera.root);
        for (const [state, show] of adminStates(stage)) {
          await show();
          if (camera.everything || shown === 'all' || shown.includes(state))
            await camera.picture(stage.page, `admin-${state}-${name}`);
        }
      });
    }
  },
};
