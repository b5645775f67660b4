import { describeInBrowser, device, inABrowser } from '@rejoin/testing';
import { once } from 'node:events';
import { createServer, request as requestHttp, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import {
  clientId,
  clientSecret,
  startProvider,
  type TestProvider,
} from '../../apps/config/src/provider.fixture';
import { inAWorldOfItsOwn } from '../journeys/world';
import { openAdministration } from './administration';
import { DeskPage } from './desk-page';

/** A reverse proxy before config, whose address is known before config starts. */
async function startFront(configUrl: () => string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const { method, headers, url = '' } = request;
    const passed = requestHttp(`${configUrl()}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describeInBrowser('signing in with an identity provider', () => {
  let provider: TestProvider;
  let front: Awaited<ReturnType<typeof startFront>>;
  const world = inAWorldOfItsOwn(async () => {
    front = await startFront(() => world().system.config.url);
    provider = await startProvider(front.url, 'corp');
    const roles = { claim: 'groups', map: { agents: ['agent'], admins: ['administrator'] } };
    const settings = {
      id: 'corp',
      name: 'Example Ltd',
      issuer: provider.issuer,
      clientId,
      clientSecret,
      roles,
    };
    const config = {
      REJOIN_ADMIN_URL: front.url,
      REJOIN_SIGN_IN_ALLOWED_HOSTS: '127.0.0.1',
      REJOIN_SIGN_IN_PROVIDERS: JSON.stringify([settings]),
    };
    return { environment: { config } };
  });
  const browser = inABrowser();
  afterAll(async () => {
    await provider.stop();
    front.server.closeAllConnections();
    front.server.close();
  });

  const signInAt = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'Sign in with Example Ltd' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  /** The provider asks whether its own session ends too. */
  const signOutAt = (page: Page) => page.getByRole('button', { name: 'Yes, sign me out' }).click();

  it('opens the desk, and signing out ends the session at the provider too', async () => {
    provider.people.set('nora', { name: 'Nora', preferred_username: 'nora@corp', groups: ['agents'] });
    const desk = await DeskPage.open(await device(browser()), world().system.gateways[0]!);
    await signInAt(desk.page, 'nora');
    await desk.capacity.waitFor();
    expect(new URL(desk.page.url()).hash).not.toContain('sign-in');
    await desk.page.reload();
    await desk.capacity.waitFor();
    await desk.page.getByRole('button', { name: 'Nora' }).click();
    await desk.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await signOutAt(desk.page);
    // The provider asks for the name again.
    await signInAt(desk.page, 'nora');
    await desk.capacity.waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.page.context().close();
  });

  it('opens the administration at the page that was asked for, and says why it does not', async () => {
    provider.people.set('ada', { name: 'Ada', preferred_username: 'ada@corp', groups: ['admins'] });
    provider.people.set('otto', { name: 'Otto', preferred_username: 'otto@corp', groups: [] });
    const { page, complaints, close } = await openAdministration(browser(), front.url);
    await page.goto(`${front.url}/admin/#/accounts`);
    await signInAt(page, 'otto');
    await page.getByRole('alert').filter({ hasText: 'hasn’t given you a role here' }).waitFor();
    await page.context().clearCookies();
    await signInAt(page, 'ada');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    await page.getByRole('button', { name: 'Account and settings: Ada' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await signOutAt(page);
    await page.getByRole('button', { name: 'Sign in with Example Ltd' }).waitFor();
    expect(new URL(page.url()).origin).toBe(front.url);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is the only way while passwords are off', async () => {
    const database = new Client({ connectionString: world().system.databases.urls.config });
    await database.connect();
    await database.query('update organisations set passwords = false');
    try {
      const { page, close } = await openAdministration(browser(), front.url);
      await page.getByRole('textbox', { name: 'Username' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Sign in with Example Ltd' }).waitFor();
      await close();
    } finally {
      await database.query('update organisations set passwords = true');
      await database.end();
    }
  });
});
