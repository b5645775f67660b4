import type { BrowserContextOptions } from 'playwright-core';
import { AdminStage } from '../admin-stage';
import { adminStates } from '../admin-states';
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
        for (const [state, show] of adminStates(stage)) {
          await show();
          if (camera.everything || shown.includes(state))
            await camera.picture(stage.page, `admin-${state}-${name}`);
        }
      });
    }
  },
};
