import type { BrowserContextOptions } from 'playwright-core';
import { desktop, phone, type Camera, type Shots } from '../camera';
import { SupervisorStage } from '../supervisor-stage';

interface Look {
  readonly name: string;
  /** The states that the documents show. */
  readonly shown: readonly string[] | 'all';
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  { name: 'light', shown: 'all', device: {} },
  { name: 'phone', shown: 'all', device: { viewport: phone } },
  { name: 'dark', shown: ['selected', 'figures'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: ['selected'], device: { locale: 'de' } },
  { name: 'ar', shown: ['selected', 'figures'], device: { locale: 'ar' } },
  {
    name: 'phone-dark-ar',
    shown: ['figures'],
    device: { viewport: phone, colorScheme: 'dark', locale: 'ar' },
  },
];

/** The supervisor's page in every state, without a server: `supervisor-<state>-<look>.png`. */
export const supervisor: Shots = {
  name: 'supervisor',
  take: async (camera: Camera) => {
    for (const { name, shown, device } of looks) {
      for (const rare of [false, true]) {
        await camera.with({ viewport: desktop, ...device }, async (context) => {
          const stage = await SupervisorStage.open(context, camera.root);
          for (const [state, show] of rare ? stage.rareStates() : stage.states()) {
            await show();
            if (camera.everything || shown === 'all' || shown.includes(state))
              await camera.picture(stage.page, `supervisor-${state}-${name}`);
          }
        });
      }
    }
  },
};
