import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { adminScene, type Things } from './admin-scene';

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

/** The built console in front of a config that plays a scene. Whoever saves finds that somebody else was first. */
export class AdminStage {
  private constructor(readonly page: Page) {}

  /** Opens the console of a device at its sign-in. `root`: the project's folder, with dist/web built. */
  static async open(context: BrowserContext, root: string): Promise<AdminStage> {
    const folder = join(root, 'dist/web/admin');
    const scene = adminScene();
    await context.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/admin/') {
        const html = await readFile(join(folder, 'index.html'), 'utf8');
        const headers = { 'content-security-policy': policy };
        return route.fulfill({
          headers,
          contentType: 'text/html',
          body: html.replaceAll('__NONCE__', nonce),
        });
      }
      if (!pathname.startsWith('/v1/')) {
        return route.fulfill({ path: join(folder, 'assets', basename(pathname)) });
      }
      if (route.request().method() === 'PUT') {
        return route.fulfill({ status: 412, json: { name: 'version-conflict' } });
      }
      return route.fulfill({ json: answerTo(pathname, scene) });
    });
    const page = await context.newPage();
    await page.goto(`${origin}/admin/`);
    return new AdminStage(page);
  }

  async signIn(): Promise<void> {
    await this.page.locator('input[name=login]').fill('admin@demo');
    await this.page.locator('input[name=password]').fill('rejoin-demo');
    await this.page.locator('button[type=submit]').click();
    await this.page.getByRole('banner').waitFor();
  }

  /** Goes to a place, and waits until it is loaded. */
  async show(place: string): Promise<void> {
    await this.page.goto(`${origin}/admin/#/${place}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await this.page.getByRole('progressbar').first().waitFor({ state: 'detached' });
  }
}

function answerTo(
  pathname: string,
  { signIn, gateways, history, things, newer }: ReturnType<typeof adminScene>,
) {
  const [, , kind = '', id] = pathname.split('/');
  if (kind === 'sign-in') return signIn;
  if (kind === 'addresses') return { gateways };
  if (kind === 'audit-log') return { items: history, nextCursor: null };
  const items = (things as Things)[kind] ?? [];
  if (id === undefined) return { items, nextCursor: null };
  return kind === 'widgets' ? newer : items.find((thing) => Object.values(thing).includes(id));
}
