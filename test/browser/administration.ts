import type { BrowserContextOptions, Browser, Page } from 'playwright-core';
import { device } from '@rejoin/testing';

/** An administrator's window on the console. */
export interface Administration {
  readonly page: Page;
  /** Errors of the browser, except for refused requests, which the page answers with a sentence. */
  readonly complaints: readonly string[];
  signIn(login: string, password?: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the console that config serves at `url`. An existing sign-in is used, as after a reload. */
export async function openAdministration(
  browser: Browser,
  url: string,
  someone?: SignedIn,
  options: BrowserContextOptions = {},
): Promise<Administration> {
  const context = await device(browser, { locale: 'en-GB', ...options });
  if (someone) {
    const session = JSON.stringify(JSON.stringify(someone));
    await context.addInitScript(`sessionStorage['rejoin.admin.session'] ??= ${session}`);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (line) => {
    const isRefusal = /^Failed to load resource/.test(line.text());
    if (['error', 'warning'].includes(line.type()) && !isRefusal) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}/admin/`);
  return {
    page,
    complaints,
    signIn: async (login, password = 'rejoin-demo') => {
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(password);
      await page.keyboard.press('Enter');
    },
    close: () => context.close(),
  };
}

/** Signs an account in through config's HTTP API. */
export interface SignedIn {
  readonly login: string;
  readonly token: string;
  readonly account: object;
}

export async function signInAt(url: string, login: string, password = 'rejoin-demo'): Promise<SignedIn> {
  const body = JSON.stringify({ login, password });
  const answer = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.status}`);
  return { login, ...((await answer.json()) as Omit<SignedIn, 'login'>) };
}

/** Changes the configuration below `/v1/`, as an administrator in another window does. */
export async function changeElsewhere(
  url: string,
  { token }: SignedIn,
  path: string,
  changed: (now: Record<string, unknown>) => object,
): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const now = await fetch(`${url}/v1/${path}`, { headers });
  const body = JSON.stringify(changed((await now.json()) as Record<string, unknown>));
  const saved = await fetch(`${url}/v1/${path}`, {
    method: 'PUT',
    headers: { ...headers, 'If-Match': now.headers.get('etag') ?? '' },
    body,
  });
  if (!saved.ok) throw new Error(`${path} cannot be changed: ${saved.status}`);
}
