import type { AdminStage } from './admin-stage';

/** A state of the administration, and the steps to it from the previous state. */
export type AdminState = readonly [name: string, show: () => Promise<unknown>];

/** Every page and dialog of the administration, in the order of one visit, in any language. */
export function adminStates(stage: AdminStage): readonly AdminState[] {
  const { page } = stage;
  const main = page.getByRole('main');
  const inTable = (button: number) => main.locator('tbody').getByRole('button').nth(button);
  const dialog = page.getByRole('dialog').first();
  const settled = () => page.getByRole('progressbar').first().waitFor({ state: 'detached' });
  const opened = async (button: ReturnType<typeof inTable>) => {
    await button.click();
    await dialog.waitFor();
    await settled();
  };
  /** A dialog above another one, which it may hide from assistive technology. */
  const question = page.getByRole('dialog').filter({ hasNot: page.getByRole('tablist') });
  const cancel = (one: typeof dialog) => one.getByRole('button').nth(-2).click();
  const closed = async () => {
    await cancel(dialog);
    await dialog.waitFor({ state: 'detached' });
  };
  const tab = (number: number) => async () => {
    await dialog.getByRole('tab').nth(number).click();
    await settled();
  };
  /** Goes to the next step of a wizard with its last button. */
  const step = async (number: number) => {
    await main.getByRole('button').last().click();
    await page.locator(`li[aria-current=step]:nth-child(${number})`).waitFor({ state: 'attached' });
    await settled();
  };
  const finished = async () => {
    await main.getByRole('button').last().click();
    await page.locator('li[aria-current=step]').waitFor({ state: 'detached' });
  };
  const name = (text: string) => main.getByRole('textbox').first().fill(text);
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
