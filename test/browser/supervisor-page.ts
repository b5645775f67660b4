import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Shop } from '../journeys/shop';
import { DeskPage } from './desk-page';

/** The supervisor's page in a tab, as a supervisor sees it. */
export class SupervisorPage {
  readonly page: Page;

  private constructor(private readonly desk: DeskPage) {
    this.page = desk.page;
  }

  /** Signs in the demo's supervisor, who has no desk, and shows one workstream. */
  static async open(
    shop: Shop,
    context: BrowserContext,
    line: { readonly url: string },
  ): Promise<SupervisorPage> {
    const desk = await DeskPage.open(context, line);
    await desk.giveCredentials({ login: 'sam@demo', password: 'rejoin-demo' });
    const supervisor = new SupervisorPage(desk);
    await supervisor.page.getByRole('combobox', { name: 'Workstream' }).selectOption({ label: shop.name });
    return supervisor;
  }

  get complaints(): readonly string[] {
    return this.desk.complaints;
  }

  /** An open window in the list. */
  row(customer: string): Locator {
    return this.page.getByRole('row').filter({ hasText: customer });
  }

  async select(customer: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: `Select ${customer}` }).check();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** The result for one of several conversations. */
  result(text: string | RegExp): Locator {
    return this.page.getByRole('status').getByRole('listitem').filter({ hasText: text });
  }

  /** A row of a small table of figures: its name and its value. */
  async figuresOf(table: string): Promise<string[]> {
    return this.page.getByRole('table', { name: table }).getByRole('row').allInnerTexts();
  }
}
