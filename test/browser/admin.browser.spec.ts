import { describeInBrowser, inABrowser } from '@rejoin/testing';
import type { Locator, Page } from 'playwright-core';
import { inAWorldOfItsOwn } from '../journeys/world';
import { openAdministration, violationsOn, type Administration } from './administration';

const hasFocus = (wanted: Locator) =>
  wanted.evaluate((element: unknown) => {
    const { ownerDocument } = element as { ownerDocument: { activeElement: unknown } };
    return ownerDocument.activeElement === element;
  });

describeInBrowser('the administration', () => {
  const world = inAWorldOfItsOwn({ gateways: 1 });
  const browser = inABrowser();
  const url = () => world().system.config.url;
  let open: Administration[] = [];

  const visit = async (options: Parameters<typeof openAdministration>[2] = {}) => {
    const administration = await openAdministration(browser(), url(), options);
    open.push(administration);
    return administration;
  };
  const administrator = async (options: Parameters<typeof openAdministration>[2] = {}) => {
    const { page, signIn } = await visit(options);
    await signIn('admin@demo');
    await page.getByRole('banner').waitFor();
    return page;
  };
  /** A window at the place that the address names. */
  const at = async (page: Page, place: string) => {
    await page.evaluate(`location.hash = ${JSON.stringify(place)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const editWidget = async (page: Page, shop: string) => {
    await at(page, `#/workstreams/${shop}`);
    await page.getByRole('button', { name: `Edit ${shop}`, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Chat channel settings' });
    await dialog.getByRole('tab', { name: 'Chat widget' }).click();
    return dialog;
  };

  afterEach(async () => {
    const all = open;
    open = [];
    for (const { complaints, close } of all) {
      await close();
      expect(complaints).toEqual([]);
    }
  });

  it('leads by the keyboard alone along the path of the reference, from Workstreams to Save and close', async () => {
    const shop = await world().shop({ reconnect: { enabled: false, portalUrl: null } });
    const page = await administrator();
    const reach = async (
      name: string,
      role: 'link' | 'button' | 'tab' | 'switch' | 'textbox' | 'combobox',
    ) => {
      const wanted = page.getByRole(role, { name, exact: true }).last();
      await wanted.waitFor();
      for (let presses = 0; presses < 60; presses++) {
        if (await hasFocus(wanted)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${role} ${name} is not reached by the keyboard`);
    };
    await reach('Workstreams', 'link');
    await page.keyboard.press('Enter');
    await reach(shop.name, 'link');
    await page.keyboard.press('Enter');
    await reach(`Edit ${shop.name}`, 'button');
    await page.keyboard.press('Enter');
    await reach('Basics', 'tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Chat channel settings' });
    for (const name of ['Portal URL', 'Redirect URL']) {
      expect(await dialog.getByRole('textbox', { name }).count()).toBe(0);
    }
    await reach('Reconnect to previous chat', 'switch');
    await page.keyboard.press('Space');
    await dialog.getByRole('textbox', { name: 'Redirect URL' }).waitFor();
    await reach('Time limit (minutes)', 'combobox');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('15');
    await page.keyboard.press('Escape');
    await reach('Portal URL', 'textbox');
    await page.keyboard.type('https://elsewhere.example/help?lang=en');
    await reach('Save and close', 'button');
    await page.keyboard.press('Enter');
    await dialog
      .getByText('https://elsewhere.example is not an allowed origin of this widget.', { exact: false })
      .waitFor();

    await reach('Portal URL', 'textbox');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('https://portal.example/help?lang=en');
    expect(await dialog.getByTestId('link-preview').textContent()).toBe(
      'https://portal.example/help?lang=en#oc.reconnectid=…',
    );
    await reach('Save and close', 'button');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });

    await page.reload();
    const again = await editWidget(page, shop.name);
    expect(await again.getByRole('switch', { name: 'Reconnect to previous chat' }).isChecked()).toBe(true);
    expect(await again.getByRole('combobox', { name: 'Time limit' }).inputValue()).toBe('15');
    expect(await again.getByRole('textbox', { name: 'Portal URL' }).inputValue()).toBe(
      'https://portal.example/help?lang=en',
    );
    const [row] = await world().sql<{ seconds: number }>(
      `select (settings #>> '{reconnect,timeLimitSeconds}')::int as seconds from config.widgets where id = $1`,
      [shop.name],
    );
    expect(row?.seconds).toBe(900);

    await again.getByRole('tab', { name: 'Audit history' }).click();
    await again.getByRole('button', { name: /changed by Admin/ }).click();
    await again.getByRole('row', { name: 'Time limit 1 minute 15 minutes' }).waitFor();
  });

  it('leads from New workstream to the code for the portal', async () => {
    const page = await administrator();
    await at(page, '#/workstreams');
    await page.getByRole('button', { name: 'New workstream' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Enter a value.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Returns');
    await page.getByRole('radio', { name: 'Custom time' }).check();
    await page.getByRole('textbox', { name: 'Custom time' }).fill('10');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Returns on the web');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByRole('switch', { name: 'Reconnect to previous chat' }).check();
    await page.getByRole('combobox', { name: 'Time limit' }).click();
    await page.getByRole('option', { name: '30 minutes' }).click();
    await page.getByRole('textbox', { name: 'Portal URL' }).fill('https://returns.example/chat');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Add https://returns.example to the allowed origins' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    const code = await page.getByTestId('embed-code').textContent();
    const gateway = world().system.gateways[0]!.url;
    expect(code).toMatch(/^<script async src="[^"]+" data-widget-id="[^"]+"><\/script>$/);
    expect(code).toContain(`src="${gateway}/widget/v1.js"`);
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('heading', { level: 1, name: 'Returns' }).waitFor();
    await page.getByText('Reconnect on: 30 minutes').waitFor();
    await page.getByText('Custom time: 10 minutes').waitFor();
  });

  it('shows both versions side by side when somebody else saved first, and saves what was chosen of them', async () => {
    const shop = await world().shop();
    const [mine, theirs] = [await administrator(), await administrator()];
    const [my, their] = [await editWidget(mine, shop.name), await editWidget(theirs, shop.name)];
    await their.getByRole('combobox', { name: 'Time limit' }).fill('5');
    await their.getByRole('textbox', { name: 'Redirect URL' }).fill('https://portal.example/late');
    await their.getByRole('button', { name: 'Save and close' }).click();
    await their.waitFor({ state: 'detached' });

    await my.getByRole('combobox', { name: 'Time limit' }).fill('10');
    await my.getByRole('textbox', { name: 'Portal URL' }).fill('https://portal.example/mine');
    await my.getByRole('button', { name: 'Save and close' }).click();
    const conflict = mine.getByRole('dialog', { name: 'Somebody else saved first' });
    const limit = conflict.getByRole('radiogroup', { name: 'Time limit' });
    await limit.getByRole('radio', { name: '10 minutes' }).waitFor();
    await limit.getByRole('radio', { name: 'Saved by Admin 5 minutes' }).check();
    await conflict.getByRole('button', { name: 'Save this choice' }).click();
    await conflict.waitFor({ state: 'detached' });

    const [row] = await world().sql<{ reconnect: object }>(
      `select settings -> 'reconnect' as reconnect from config.widgets where id = $1`,
      [shop.name],
    );
    expect(row?.reconnect).toMatchObject({
      timeLimitSeconds: 300,
      portalUrl: 'https://portal.example/mine',
      redirectUrl: 'https://portal.example/late',
    });
  });

  it('says in a sentence that the password is wrong, or that the console is not for an agent', async () => {
    const { page, signIn } = await visit();
    await signIn('admin@demo', 'not-the-password');
    await page.getByText('The login or the password is not right.', { exact: false }).waitFor();
    expect(await page.locator('input[name=login]').inputValue()).toBe('admin@demo');
    await signIn('anna@demo');
    await page.getByRole('heading', { name: 'This console is not for your role' }).waitFor();
  });

  it('lets a supervisor read and not write', async () => {
    const shop = await world().shop();
    const { page, signIn } = await visit();
    await signIn('sam@demo');
    await page.getByRole('banner').waitFor();
    const dialog = await editWidget(page, shop.name);
    await dialog.getByText('You may read these settings.', { exact: false }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Save and close' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Accounts' }).count()).toBe(0);
  });

  it('asks to sign in again when the sign-in has run out, and saves what was typed before', async () => {
    const shop = await world().shop();
    const page = await administrator();
    const dialog = await editWidget(page, shop.name);
    await dialog.getByRole('combobox', { name: 'Time limit' }).fill('20');
    await page.route(
      '**/v1/widgets/**',
      (route) => route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer over' } }),
      { times: 2 },
    );
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByText('Your sign-in has expired.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await again.getByLabel('Password').fill('rejoin-demo');
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Reconnect on: 20 minutes').waitFor();
  });

  it('keeps what was typed while the server is gone, and saves it when it is back', async () => {
    const shop = await world().shop();
    const page = await administrator();
    const dialog = await editWidget(page, shop.name);
    await dialog.getByRole('combobox', { name: 'Time limit' }).fill('45');
    await world().system.config.kill('SIGKILL');
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.getByText('The service cannot be reached at the moment.', { exact: false }).waitFor();
    await world().system.config.restart();
    await dialog.getByText('The service can be reached again. Save once more.').waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Reconnect on: 45 minutes').waitFor();
  });

  it('asks before changes are thrown away', async () => {
    const shop = await world().shop();
    const page = await administrator();
    const dialog = await editWidget(page, shop.name);
    await dialog.getByRole('combobox', { name: 'Time limit' }).fill('25');
    await page.goBack();
    await page
      .getByRole('dialog', { name: 'Discard your changes?' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    expect(await dialog.getByRole('combobox', { name: 'Time limit' }).inputValue()).toBe('25');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('gives an agent an account and a password, with which it can sign in', async () => {
    const page = await administrator();
    await at(page, '#/agents');
    await page.getByRole('button', { name: 'New agent' }).click();
    const agent = page.getByRole('dialog', { name: 'New agent' });
    await agent.getByRole('textbox', { name: 'Display name' }).fill('Zora');
    await agent.getByRole('textbox', { name: 'Maximum capacity' }).fill('3');
    await agent.getByRole('checkbox', { name: 'Demo' }).check();
    await agent.getByRole('button', { name: 'Save and close' }).click();
    await page.getByRole('button', { name: 'Zora' }).waitFor();

    await at(page, '#/accounts');
    await page.getByRole('button', { name: 'New account' }).click();
    const account = page.getByRole('dialog', { name: 'New account' });
    await account.getByRole('textbox', { name: 'Login' }).fill('anna@demo');
    await account.getByRole('textbox', { name: 'Display name' }).fill('Zora');
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.getByText('Choose the agent as whom this account works at the desk.').waitFor();
    await account.getByRole('combobox', { name: 'Works as agent' }).click();
    await page.getByRole('option', { name: 'Zora' }).click();
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.getByText('Another account has this login.').waitFor();
    await account.getByRole('textbox', { name: 'Login' }).fill('zora');
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Set password: Zora' }).click();
    const password = page.getByRole('dialog', { name: 'Set the password of Zora' });
    await password.locator('input').first().fill('a-long-password');
    await password.locator('input').last().fill('a-long-password');
    await password.getByRole('button', { name: 'Save and close' }).click();
    await password.waitFor({ state: 'detached' });
    const answer = await fetch(`${url()}/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ login: 'zora', password: 'a-long-password' }),
    });
    expect(answer.status).toBe(200);
  });

  it('puts the slug where the caret is, and warns where reconnection is off', async () => {
    const shop = await world().shop({ reconnect: { enabled: false, portalUrl: null } });
    const page = await administrator();
    await at(page, `#/workstreams/${shop.name}`);
    await page.getByRole('button', { name: 'New quick reply' }).click();
    const dialog = page.getByRole('dialog', { name: 'New quick reply' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Back');
    await dialog.getByRole('textbox', { name: 'Message' }).fill('Here you go:');
    await dialog.getByRole('button', { name: 'Insert reconnect link' }).click();
    expect(await dialog.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(
      'Here you go: {ReconnectUrl{ReconnectID}}',
    );
    await dialog.getByText(`Reconnect to previous chat is off on ${shop.name}.`, { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  describe('for everybody', () => {
    const looks = [
      ['in light', {}],
      ['in dark', { storage: { 'rejoin.theme': 'dark' } }],
      [
        'in Arabic, at 390 pixels',
        { storage: { 'rejoin.language': 'ar' }, viewport: { width: 390, height: 844 } },
      ],
    ] as const;

    it.each(looks)('has nothing that axe objects to, %s', async (_, options) => {
      const shop = await world().shop();
      const { page, signIn } = await visit({ ...options, bypassCSP: true });
      const found: string[] = [];
      const look = async (place: string) => {
        found.push(...(await violationsOn(page)).map((violation) => `${place}: ${violation}`));
      };
      await page.locator('input[name=login]').waitFor();
      await look('sign-in');
      await signIn('admin@demo');
      await page.getByRole('banner').waitFor();
      for (const place of [
        '#/',
        '#/workstreams',
        `#/workstreams/${shop.name}`,
        '#/agents',
        '#/accounts',
        '#/history',
        '#/new-workstream',
      ]) {
        await at(page, place);
        await page.getByRole('progressbar').first().waitFor({ state: 'detached' });
        await look(place);
        const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
        if (isWide) found.push(`${place}: wider than the window`);
      }
      await at(page, `#/workstreams/${shop.name}/widgets/${shop.name}`);
      for (const tab of [0, 1, 2, 3]) {
        await page.getByRole('tab').nth(tab).click();
        await page.getByRole('progressbar').first().waitFor({ state: 'detached' });
        await look(`Chat channel settings, tab ${tab}`);
      }
      expect(found).toEqual([]);
    });
  });
});
