import type { AdminStage } from './admin-stage';
import { adminSteps, type AdminSteps } from './admin-steps';

/** A state of the administration, and the steps to it from the previous state. */
export type AdminState = readonly [name: string, show: () => Promise<unknown>];

/** Every page and dialog of the administration, in the order of one visit, in any language. */
export function adminStates(stage: AdminStage): readonly AdminState[] {
  const steps = adminSteps(stage);
  return [
    ...workstreamStates(stage, steps),
    ...wizardStates(stage, steps),
    ...peopleStates(stage, steps),
    ...emptyStates(stage),
  ];
}

/** From the sign-in to the dialogs of a workstream and its widget. */
function workstreamStates(
  stage: AdminStage,
  { page, main, inTable, dialog, settled, opened, question, cancel, closed, tab }: AdminSteps,
): readonly AdminState[] {
  return [
    ['sign-in', () => page.locator('input[name=login]').waitFor()],
    ['home', () => stage.signIn().then(settled)],
    ['workstreams', () => stage.show('workstreams')],
    ['workstream', () => stage.show('workstreams/orders')],
    ['basics', () => stage.show('workstreams/orders/widgets/shop')],
    ['reconnect', tab(1)],
    [
      'authentication',
      async () => {
        const required = dialog.getByRole('switch').nth(3);
        await required.check();
        await dialog
          .getByRole('heading', { level: 3 })
          .last()
          .evaluate('heading => heading.scrollIntoView()');
      },
    ],
    ['code', tab(2)],
    ['widget-history', tab(3)],
    [
      'discard',
      async () => {
        await cancel(dialog);
        await question.waitFor();
      },
    ],
    [
      'conflict',
      async () => {
        await cancel(question);
        await question.waitFor({ state: 'detached' });
        await tab(1)();
        await dialog.getByRole('switch').nth(3).uncheck();
        await dialog.getByRole('textbox').nth(1).fill('https://shop.contoso.example/late');
        await dialog.getByRole('button').last().click();
        await page.getByRole('radio').first().waitFor();
      },
    ],
    [
      'workstream-settings',
      async () => {
        await cancel(question);
        await question.waitFor({ state: 'detached' });
        await cancel(dialog);
        await question.getByRole('button').last().click();
        await dialog.waitFor({ state: 'detached' });
        await opened(main.locator('section').nth(1).getByRole('button').first());
      },
    ],
    ['quick-reply', () => closed().then(() => opened(inTable(1)))],
  ];
}

/** A new workstream with a widget, and another widget in it. */
function wizardStates(
  stage: AdminStage,
  { page, main, closed, step, finished, name }: AdminSteps,
): readonly AdminState[] {
  return [
    ['wizard', () => closed().then(() => stage.show('new-workstream'))],
    ['wizard-widget', () => name('Returns').then(() => step(2))],
    [
      'wizard-channel',
      async () => {
        await name('Returns on the web').then(() => step(3));
        await name('https://returns.contoso.example');
        await page.keyboard.press('Enter');
        await main.getByRole('listitem').filter({ hasText: 'https://' }).waitFor();
      },
    ],
    ['wizard-code', () => step(4)],
    ['add-widget', () => finished().then(() => stage.show('workstreams/orders/new-widget'))],
    ['add-widget-channel', () => name('Contoso app').then(() => step(2))],
    ['add-widget-code', () => step(3)],
  ];
}

/** Agents, accounts, and who changed what. */
function peopleStates(
  stage: AdminStage,
  { page, main, inTable, dialog, opened, closed, finished }: AdminSteps,
): readonly AdminState[] {
  return [
    ['agents', () => finished().then(() => stage.show('agents'))],
    ['agent', () => opened(inTable(1))],
    ['accounts', () => closed().then(() => stage.show('accounts'))],
    [
      'account',
      async () => {
        await opened(inTable(0));
        await dialog.locator('input[role=combobox][value=Anna]').waitFor();
      },
    ],
    ['password', () => closed().then(() => opened(inTable(1)))],
    [
      'own-password',
      async () => {
        await closed();
        await page.getByRole('banner').getByRole('button').last().click();
        await opened(page.getByRole('menuitem').nth(-3));
      },
    ],
    [
      'history',
      async () => {
        await closed();
        await stage.show('history');
        await main.locator('button[aria-expanded=false]').last().click();
        await main.getByRole('table').waitFor();
      },
    ],
  ];
}

/** The pages before anything is configured. */
function emptyStates(stage: AdminStage): readonly AdminState[] {
  return [
    [
      'home-empty',
      () => {
        stage.clear();
        return stage.show('');
      },
    ],
    ['workstreams-empty', () => stage.show('workstreams')],
    ['agents-empty', () => stage.show('agents')],
  ];
}
