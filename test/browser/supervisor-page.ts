import { eventually, type LineCutter } from '@rejoin/testing';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Shop } from '../journeys/shop';
import type { World } from '../journeys/world';
import { DeskPage } from './desk-page';

/** The supervisor's page in a tab, as a supervisor sees it. */
export class SupervisorPage {
  readonly page: Page;

  private constructor(private readonly desk: DeskPage) {
    this.page = desk.page;
  }

  /** Signs a supervisor in who has a desk but takes no customers, and shows one workstream. */
  static async open(
    world: World,
    shop: Shop,
    context: BrowserContext,
    line: LineCutter,
  ): Promise<SupervisorPage> {
    const login = `${shop.name}-sue`;
    const password = 'long-enough-password';
    await world.settings.agent(
      login,
      'Sue',
      {
        active: true,
        maxUnits: 1,
        defaultPresence: 'do-not-disturb',
        graceSeconds: 60,
        workstreamIds: [shop.name],
      },
      password,
      ['agent', 'supervisor'],
    );
    await eventually(async () =>
      expect(await world.sql(`select 1 from session_gateway.agents where id = $1`, [login])).toHaveLength(1),
    );
    const desk = await DeskPage.open(context, line);
    await desk.signIn({ login, password });
    await desk.page.getByRole('tab', { name: 'Supervisor' }).click();
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

  /** What was answered for one of several conversations. */
  result(text: string | RegExp): Locator {
    return this.page.getByRole('status').getByRole('listitem').filter({ hasText: text });
  }

  /** A row of a small table of figures: its name, and what stands in it. */
  async figuresOf(table: string): Promise<string[]> {
    return this.page.getByRole('table', { name: table }).getByRole('row').allInnerTexts();
  }
}
