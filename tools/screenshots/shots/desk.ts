import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { desktop, phone, type Camera, type Shots } from '../camera';
import { emptyScene } from '../desk-scene';
import { DeskStage } from '../desk-stage';
import { chatStates, dialogStates, emptyStates, type States } from '../desk-states';

interface Look {
  readonly name: string;
  /** The states that the documents show. */
  readonly shown: readonly string[] | 'all';
  readonly device: BrowserContextOptions;
}

const looks: readonly Look[] = [
  { name: 'light', shown: 'all', device: {} },
  { name: 'phone', shown: 'all', device: { viewport: phone } },
  { name: 'dark', shown: ['away', 'transfer', 'lost-line'], device: { colorScheme: 'dark' } },
  { name: 'de', shown: ['away'], device: { locale: 'de' } },
  { name: 'ar', shown: ['away', 'quick-replies'], device: { locale: 'ar' } },
  {
    name: 'phone-dark-ar',
    shown: ['away'],
    device: { viewport: phone, colorScheme: 'dark', locale: 'ar' },
  },
];

/** These states are only steps to others. */
const onTheWay = ['signed-in'];

/** The desk in every state, without a server: `desk-<state>-<look>.png`. */
export const desk: Shots = {
  name: 'desk',
  take: async (camera: Camera) => {
    for (const look of looks) {
      const visit = (states: (stage: DeskStage) => States, scene?: Parameters<typeof DeskStage.open>[2]) =>
        camera.with({ viewport: desktop, ...look.device }, async (context) => {
          const stage = await DeskStage.open(context, camera.root, scene);
          await take(camera, look, stage, states(stage));
        });
      await visit(emptyStates, emptyScene('busy'));
      await visit(chatStates);
      await visit(dialogStates);
      await camera.with({ viewport: desktop, ...look.device }, (context) => twice(camera, look, context));
    }
  },
};

/** An agent who opens the desk in a second tab, and uses it there. */
async function twice(camera: Camera, look: Look, context: BrowserContext): Promise<void> {
  const first = await DeskStage.open(context, camera.root);
  await first.signIn();
  const second = await DeskStage.open(context, camera.root);
  await second.signIn();
  const dialog = second.page.getByRole('alertdialog');
  await take(camera, look, second, [['twice', () => dialog.waitFor()]]);
  await dialog.getByRole('button').last().click();
  await take(camera, look, first, [
    ['elsewhere', () => first.page.getByRole('meter').waitFor({ state: 'detached' })],
  ]);
}

async function take(
  camera: Camera,
  { name, shown }: Look,
  { page }: DeskStage,
  states: States,
): Promise<void> {
  for (const [state, show] of states) {
    await show();
    if (onTheWay.includes(state)) continue;
    if (camera.everything || shown === 'all' || shown.includes(state))
      await camera.picture(page, `desk-${state}-${name}`);
  }
}
