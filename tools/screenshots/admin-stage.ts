import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { answerTo } from './admin-answers';
import { adminScene, emptyScene } from './admin-scene';

const origin = 'http://admin.localhost';
const nonce = 'stage';
const policy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * The built console in front of a config that plays a scene. Saving an existing item gives a conflict with
 * another person's change; new items are saved.
 */
export class AdminStage {
  private scene = adminScene();

  private constructor(
    readonly page: Page,
    private readonly root: string,
  ) {}

  /** Opens the console of a device at its sign-in. `root` is the project's folder, with dist/web built. */
  static async open(context: BrowserContext, root: string): Promise<AdminStage> {
    const page = await context.newPage();
    const stage = new AdminStage(page, root);
    await context.route(`${origin}/**`, (route) => stage.answer(route));
    await page.goto(`${origin}/admin/`);
    return stage;
  }

  private async answer(route: Route): Promise<void> {
    const folder = join(this.root, 'dist/web/admin');
    const request = route.request();
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/admin/') {
      const html = await readFile(join(folder, 'index.html'), 'utf8');
      const headers = { 'content-security-policy': policy };
      return route.fulfill({ headers, contentType: 'text/html', body: html.replaceAll('__NONCE__', nonce) });
    }
    if (!pathname.startsWith('/v1/')) {
      return route.fulfill({ path: join(folder, 'assets', basename(pathname)) });
    }
    if (request.method() === 'PUT') {
      return route.fulfill({ status: 412, json: { name: 'version-conflict' } });
    }
    if (request.method() === 'POST' && pathname !== '/v1/sign-in') {
      const made = {
        version: 1,
        changedAt: '2026-05-04T09:12:00.000Z',
        ...(request.postDataJSON() as object),
      };
      return route.fulfill({ status: 201, json: made });
    }
    return route.fulfill({ json: answerTo(pathname, searchParams, this.scene) });
  }

  /** Switches to a scene without any items. */
  clear(): void {
    this.scene = emptyScene();
  }

  /** Switches back to the initial scene. */
  restore(): void {
    this.scene = adminScene();
  }

  async signIn(): Promise<void> {
    await this.page.locator('input[name=login]').fill('admin@demo');
    await this.page.locator('input[name=password]').fill('rejoin-demo');
    await this.page.locator('button[type=submit]').click();
    await this.page.getByRole('banner').waitFor();
  }

  /** Opens a page, and waits until it is loaded. */
  async show(place: string): Promise<void> {
    await this.page.goto(`${origin}/admin/#/${place}`);
    await this.page.locator('h1').waitFor({ state: 'attached' });
    await this.page.getByRole('progressbar').first().waitFor({ state: 'detached' });
  }
}
