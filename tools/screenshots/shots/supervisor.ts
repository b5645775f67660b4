import type { BrowserContextOptions } from 'playwright-core';
import { desktop, phone, type Camera, type Shots } from '../camera';
import { SupervisorStage } from '../supervisor-stage';

interface Look {
  readonly name: string;
  /** What the documents show of it. */
  readonly shown: readonly string[];
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  {
    name: 'light',
    shown: ['selected', 'hand-over', 'give-up', 'results', 'figures', 'away', 'refused'],
    device: {},
  },
  { name: 'dark', shown: ['figures'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: [], device: { locale: 'de' } },
  { name: 'ar', shown: ['selected', 'figures'], device: { locale: 'ar' } },
  { name: 'phone', shown: ['selected', 'figures'], device: { viewport: phone } },
  { name: 'phone-dark-ar', shown: [], device: { viewport: phone, colorScheme: 'dark', locale: 'ar' } },
];

/** The supervisor's page in every state, without a server: `supervisor-<state>-<look>.png`. */
export const supervisor: Shots = {
  name: 'supervisor',
  take: async (camera: Camera) => {
    for (const { name, shown, device } of looks) {
      if (!camera.everything && shown.length === 0) continue;
      await camera.with({ viewport: desktop, ...device }, async (context) => {
        const stage = await SupervisorStage.open(context, camera.root);
        for (const [state, show] of stage.states()) {
          await show();
          if (camera.everything || shown.includes(state))
            await camera.picture(stage.page, `supervisor-${state}-${name}`);
        }
      });
    }
  },
};
