import type { BrowserContext, Page } from 'playwright-core';
import { DeskStage } from './desk-stage';
import { supervisorScene, type SupervisorScene } from './supervisor-scene';

/** Opens the supervisor's page in front of a server that plays a scene. */
export async function openSupervisor(
  context: BrowserContext,
  root: string,
  scene: SupervisorScene = supervisorScene(),
): Promise<Page> {
  const { page, ...stage } = await openDesk(context, root);
  await page.route(/\/v1\/supervisor\//, (route) => {
    const { pathname } = new URL(route.request().url());
    const name = pathname.split('/').at(-1) as keyof SupervisorScene;
    return route.fulfill({ json: scene[name]() });
  });
  await stage.signIn();
  await page.goto(page.url().replace(/#.*|$/, '#/supervisor'));
  await page.getByRole('timer').first().waitFor();
  return page;
}

async function openDesk(context: BrowserContext, root: string) {
  const stage = await DeskStage.open(context, root);
  return { page: stage.page, signIn: () => stage.signIn() };
}
