import type { BrowserContext, Page } from 'playwright-core';
import { DeskStage } from './desk-stage';
import { supervisorScene, type SupervisorScene } from './supervisor-scene';

const questions = /\/v1\/supervisor\//;

/** The supervisor's page in front of a server that plays a scene. */
export class SupervisorStage {
  private answer: (path: string) => { status?: number; json: object } | 'nothing';

  private constructor(
    private readonly desk: DeskStage,
    private readonly scene: SupervisorScene,
  ) {
    this.answer = this.played;
  }

  static async open(context: BrowserContext, root: string): Promise<SupervisorStage> {
    const stage = new SupervisorStage(await DeskStage.open(context, root), supervisorScene());
    await stage.page.route(questions, (route) => {
      const answer = stage.answer(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
      return answer === 'nothing' ? route.abort() : route.fulfill(answer);
    });
    return stage;
  }

  /** The server answers again. */
  back(): void {
    this.answer = this.played;
  }

  get page(): Page {
    return this.desk.page;
  }

  /** Every state of the page by its name, each from where the one before has left it. */
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
        },
      ],
      [
        'figures',
        async () => {
          await tab(1).click();
          await page.getByRole('tabpanel').getByRole('img').waitFor();
        },
      ],
      [
        'table',
        async () => {
          await page.getByRole('tabpanel').getByRole('button').last().click();
          await page.getByRole('table').nth(1).waitFor();
        },
      ],
      [
        'away',
        async () => {
          await tab(0).click();
          await page.getByRole('timer').first().waitFor();
          this.answer = () => 'nothing';
          await page.locator('main .fui-MessageBar').waitFor();
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

  /** What is asked for is played; what is done is done. */
  private readonly played = (name: string) => ({
    json: name in this.scene ? this.scene[name as keyof SupervisorScene]() : {},
  });

  private async show(): Promise<void> {
    await this.desk.signIn();
    await this.page.goto(this.page.url().replace(/#.*|$/, '#/supervisor'));
    await this.page.getByRole('timer').first().waitFor();
  }

  private async select(places: readonly number[]): Promise<void> {
    for (const place of places) await this.page.getByRole('checkbox').nth(place).check();
  }
}
