import type { BrowserContext, Page } from 'playwright-core';
import { DeskStage } from './desk-stage';
import { answerSupervisor, questionIn } from './supervisor-answers';
import { emptyReport, supervisorScene, type SupervisorScene } from './supervisor-scene';

const questions = /\/v1\/supervisor\//;

/** The supervisor's page in front of a server that plays a scene. */
export class SupervisorStage {
  private answer: (name: string, of: string) => { status?: number; json: object } | 'nothing' | 'later';

  private constructor(
    private readonly desk: DeskStage,
    private readonly scene: SupervisorScene,
  ) {
    this.answer = this.played;
  }

  static async open(context: BrowserContext, root: string): Promise<SupervisorStage> {
    const stage = new SupervisorStage(await DeskStage.open(context, root), supervisorScene());
    await stage.page.route(questions, (route) => {
      const { name, of } = questionIn(new URL(route.request().url()).pathname);
      const answer = stage.answer(name, of);
      if (answer === 'later') return;
      return answer === 'nothing' ? route.abort() : route.fulfill(answer);
    });
    return stage;
  }

  /** Lets the server answer again. */
  back(): void {
    this.answer = this.played;
  }

  get page(): Page {
    return this.desk.page;
  }

  /** Every state of the page by name, with the steps from the previous one. */
  states(): readonly [name: string, show: () => Promise<void>][] {
    const { page } = this;
    const dialog = page.getByRole('dialog');
    const closed = async () => {
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    const tab = (index: number) => page.locator('main').getByRole('tab').nth(index);
    return [
      ['now', () => this.show()],
      ['selected', () => this.select([1, 2, 5])],
      [
        'hand-over',
        async () => {
          await page.keyboard.press('Alt+KeyT');
          await page.getByRole('radio').first().waitFor();
        },
      ],
      [
        'give-up',
        async () => {
          await closed();
          await page.keyboard.press('Alt+KeyG');
          await dialog.waitFor();
        },
      ],
      [
        'results',
        async () => {
          await closed();
          await page.keyboard.press('Alt+KeyX');
          await page.getByRole('status').getByRole('listitem').nth(2).waitFor();
          await page.getByRole('status').locator('.fui-Spinner').first().waitFor({ state: 'detached' });
        },
      ],
      [
        'ongoing',
        async () => {
          await this.scrollTo('start');
          await tab(1).click();
          await page.getByRole('tabpanel').getByRole('checkbox').nth(5).waitFor();
        },
      ],
      [
        'monitor',
        async () => {
          await page.getByRole('tabpanel').getByRole('button').filter({ hasText: 'Maximilian' }).click();
          await page.getByRole('log').getByText('How long will it take?').waitFor();
        },
      ],
      [
        'assign',
        async () => {
          // The alerts are a log, too.
          await page.getByRole('log').last().locator('xpath=..').getByRole('button').first().click();
          await page.getByRole('radio').first().waitFor();
        },
      ],
      [
        'figures',
        async () => {
          await closed();
          await this.scrollTo('start');
          await tab(2).click();
          await page.getByRole('tabpanel').locator('select').first().selectOption('7');
          await page.getByRole('tabpanel').getByRole('application').nth(1).waitFor();
        },
      ],
      [
        'table',
        async () => {
          for (const card of [0, 2])
            await page.getByRole('tabpanel').locator('section').nth(card).getByRole('button').click();
          await page.getByRole('table').nth(3).waitFor();
        },
      ],
      [
        'away',
        async () => {
          await tab(0).click();
          await page.getByRole('timer').first().waitFor();
          this.answer = () => 'nothing';
          await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
          // The first part that is late says so itself, until the others are late, too.
          await page.locator('[role=tabpanel] > div > div:first-child > .fui-MessageBar').waitFor();
          await page.locator('main .fui-MessageBar').nth(1).waitFor({ state: 'detached' });
        },
      ],
      [
        'refused',
        async () => {
          const json = { type: 'about:blank', title: 'no', status: 403, name: 'forbidden' };
          this.answer = () => ({ status: 403, json });
          await page.locator('main a[href="#/chats"]').waitFor();
        },
      ],
    ];
  }

  /** The rarer states, and those below the edge of a window, in a visit of their own. */
  rareStates(): readonly [name: string, show: () => Promise<void>][] {
    const { page } = this;
    const panel = page.getByRole('tabpanel');
    return [
      [
        'loading',
        async () => {
          this.answer = () => 'later';
          await this.open();
          await page.locator('main .fui-Spinner').waitFor();
        },
      ],
      [
        'empty',
        async () => {
          const windows = { ...this.scene.windows(), windows: [], total: 0 };
          this.answer = (name) => ({ json: name === 'windows' ? windows : this.answers(name) });
          await page.goto(page.url().replace(/#.*/, '#/chats'));
          await this.open();
          await panel.waitFor();
        },
      ],
      ['agents', () => this.scrollTo('end')],
      [
        'figures-empty',
        async () => {
          const report = emptyReport(this.scene.report());
          this.answer = (name) => ({ json: name === 'report' ? report : this.answers(name) });
          await this.scrollTo('start');
          await page.locator('main').getByRole('tab').nth(2).click();
          await panel.locator('[aria-busy=false]').waitFor();
        },
      ],
      [
        'distribution',
        async () => {
          this.answer = this.played;
          await panel.locator('select').first().selectOption('7');
          await panel.getByRole('application').nth(1).waitFor();
          await this.scrollTo('end');
        },
      ],
    ];
  }

  /**
   * Answers queries from the scene and confirms actions, except for a window that cannot be extended any
   * more.
   */
  private readonly played = (name: string, of = '') => answerSupervisor(this.scene, name, of);

  private answers(name: string): object {
    return answerSupervisor(this.scene, name, '').json;
  }

  private async scrollTo(where: 'start' | 'end'): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(`document.querySelector('main').scrollTop = ${where === 'start' ? 0 : 1e6}`);
  }

  private async open(): Promise<void> {
    if (this.page.url().includes('#/chats'))
      await this.page.goto(this.page.url().replace(/#.*/, '#/supervisor'));
    else {
      await this.desk.signIn();
      await this.desk.dismissNotices();
      await this.page.goto(this.page.url().replace(/#.*|$/, '#/supervisor'));
    }
  }

  private async show(): Promise<void> {
    await this.desk.signIn();
    await this.desk.dismissNotices();
    await this.page.goto(this.page.url().replace(/#.*|$/, '#/supervisor'));
    await this.page.getByRole('timer').first().waitFor();
  }

  private async select(places: readonly number[]): Promise<void> {
    for (const place of places) await this.page.getByRole('checkbox').nth(place).check();
    await this.page.mouse.move(0, 0);
  }
}
