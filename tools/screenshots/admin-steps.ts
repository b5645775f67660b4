import type { AdminStage } from './admin-stage';

export type AdminSteps = ReturnType<typeof adminSteps>;

/** The elements of the administration's pages, and what a visitor does with them. */
export function adminSteps({ page }: AdminStage) {
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
  return {
    page,
    main,
    inTable,
    dialog,
    settled,
    opened,
    question,
    cancel,
    closed,
    tab,
    step,
    finished,
    name,
  };
}
