import { describeInBrowser, eventually, inABrowser } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import {
  changeElsewhere,
  openAdministration,
  signInAt,
  type Administration,
  type SignedIn,
} from './administration';

const hasFocus = (wanted: Locator) =>
  wanted.evaluate((element: unknown) => {
    const { ownerDocument } = element as { ownerDocument: { activeElement: unknown } };
    return ownerDocument.activeElement === element;
  });

describeInBrowser('the administration', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const url = () => world().system.config.url;
  let open: Administration[] = [];
  let admin: SignedIn;

  const visit = async (someone?: SignedIn, at = url()) => {
    const administration = await openAdministration(browser(), at, someone);
    open.push(administration);
    return administration;
  };
  const administrator = async () => (await visit(admin)).page;
  /** Opens the console at the path of the address. */
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

  beforeAll(async () => {
    admin = await signInAt(url(), 'admin@demo');
  });
  afterEach(async () => {
    const all = open;
    open = [];
    for (const { complaints, close } of all) {
      await close();
      expect(complaints).toEqual([]);
    }
  });

  it('can be used with the keyboard alone along the path of Dynamics 365, from Workstreams to Save and close', async () => {
    const shop = await world().shop({ reconnect: { enabled: false, portalUrl: null } });
    const page = await administrator();
    const reach = async (
      name: string,
      role: 'link' | 'button' | 'tab' | 'switch' | 'textbox' | 'searchbox' | 'combobox',
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
    await reach('Search', 'searchbox');
    await page.keyboard.type(shop.name);
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
      .getByText('https://elsewhere.example isn’t an allowed origin of this chat widget.', { exact: false })
      .waitFor();

    await reach('Portal URL', 'textbox');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('https://portal.example/help?lang=en');
    expect(await dialog.getByTestId('link-preview').textContent()).toBe(
      'https://portal.example/help?lang=en#?oc.reconnectid=…',
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
    await again.getByRole('button', { name: /Admin changed/ }).click();
    await again.getByRole('row', { name: 'Time limit 1 minute 15 minutes' }).waitFor();
  });

  it('leads from New workstream to the code snippet for the portal, and on to that of another chat widget', async () => {
    const page = await administrator();
    const name = `Returns ${randomUUID()}`;
    const idOf = async (widget: string) => {
      const [row] = await world().sql<{ id: string }>(
        `select id from config.widgets where settings ->> 'name' = $1`,
        [widget],
      );
      return row?.id;
    };
    await at(page, '#/workstreams');
    await page.getByRole('button', { name: 'New workstream' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Enter a value.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('radio', { name: 'Custom time' }).check();
    await page.getByRole('textbox', { name: 'Custom time' }).fill('10');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(`${name} on the web`);
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByRole('switch', { name: 'Reconnect to previous chat' }).check();
    await page.getByRole('combobox', { name: 'Time limit' }).click();
    await page.getByRole('option', { name: '30 minutes' }).click();
    await page.getByRole('textbox', { name: 'Portal URL' }).fill('https://returns.example/chat');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Add https://returns.example to the allowed origins' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    // The snippet has one script from each gateway, so that the chat loads while one gateway is down.
    const code = await page.getByTestId('embed-code').textContent();
    const gateways = world().system.gateways.map(({ url }) => url);
    const rest = `data-widget-id="${await idOf(`${name} on the web`)}" data-endpoint="${gateways.join(' ')}" data-locale="auto"`;
    expect(code?.split('\n')).toEqual(
      gateways.map((gateway) => `<script async src="${gateway}/widget/v1.js" ${rest}></script>`),
    );
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Reconnect on: 30 minutes').waitFor();
    await page.getByText('Custom time: 10 minutes').waitFor();

    await page.getByRole('button', { name: 'Add chat widget' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Enter a value.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill(`${name} in the app`);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('textbox', { name: 'Add origin' }).fill('https://app.example/chat');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('list').getByText('https://app.example', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    const another = await page.getByTestId('embed-code').textContent();
    expect(another).toContain(`data-widget-id="${await idOf(`${name} in the app`)}"`);
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('button', { name: `Edit ${name} in the app` }).waitFor();
  });

  it('shows both versions side by side when another person saved first, and saves the chosen values', async () => {
    const shop = await world().shop();
    const mine = await administrator();
    const my = await editWidget(mine, shop.name);
    await changeElsewhere(url(), admin, `widgets/${shop.name}`, ({ reconnect, ...widget }) => ({
      ...widget,
      reconnect: {
        ...(reconnect as object),
        timeLimitSeconds: 300,
        redirectUrl: 'https://portal.example/late',
      },
    }));

    await my.getByRole('combobox', { name: 'Time limit' }).fill('10');
    await my.getByRole('textbox', { name: 'Portal URL' }).fill('https://portal.example/mine');
    await my.getByRole('button', { name: 'Save and close' }).click();
    const conflict = mine.getByRole('dialog', { name: 'Newer changes were saved' });
    const limit = conflict.getByRole('radiogroup', { name: 'Time limit' });
    await limit.getByRole('radio', { name: '10 minutes' }).waitFor();
    await limit.getByRole('radio', { name: 'Admin’s version 5 minutes' }).check();
    await conflict.getByRole('button', { name: 'Save merged version' }).click();
    await my.waitFor({ state: 'detached' });

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

  it('reports a wrong password, and an account that may not use the console, in a sentence', async () => {
    const { page, signIn } = await visit();
    await signIn('admin@demo', 'not-the-password');
    await page.getByText('Incorrect username or password.', { exact: false }).waitFor();
    expect(await page.locator('input[name=login]').inputValue()).toBe('admin@demo');
    await signIn('anna@demo');
    await page.getByRole('heading', { name: 'You don’t have access to this page' }).waitFor();
  });

  it('lets a supervisor read and not write', async () => {
    const shop = await world().shop();
    const { page } = await visit(await signInAt(url(), 'sam@demo'));
    const dialog = await editWidget(page, shop.name);
    await dialog.getByText('You have read-only access.', { exact: false }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Save and close' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Accounts' }).count()).toBe(0);
  });

  it('lets a supervisor change their own password, and keeps only the sign-in with the new one', async () => {
    const shop = await world().shop();
    const login = `sue-${shop.name}`;
    const [old, next] = ['the-first-password', 'the-second-password'];
    const settings = { active: true, maxUnits: 1, defaultPresence: 'available', graceSeconds: 60 } as const;
    await world().settings.agent(login, 'Sue', { ...settings, workstreamIds: [] }, old, [
      'agent',
      'supervisor',
    ]);
    const { page } = await visit(await signInAt(url(), login, old));
    await page.getByRole('button', { name: 'Account and settings: Sue' }).click();
    await page.getByRole('menuitem', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change password' });
    const field = (name: string) => dialog.locator(`input[name=${name}]`);
    await field('current').fill('not-the-password');
    await field('next').fill(next);
    await field('again').fill(next);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await dialog.getByText('Incorrect password.', { exact: false }).waitFor();
    await field('current').fill(old);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Password changed.').first().waitFor();
    await at(page, '#/workstreams');
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await signInAt(url(), login, next);
    await expect(signInAt(url(), login, old)).rejects.toThrow('cannot sign in: 401');
  });

  it('asks for the code of an authenticator app once that is set up, until an administrator turns it off', async () => {
    const shop = await world().shop();
    const login = `tom-${shop.name}`;
    const password = 'the-first-password';
    const settings = { active: true, maxUnits: 1, defaultPresence: 'available', graceSeconds: 60 } as const;
    await world().settings.agent(login, `Tom ${shop.name}`, { ...settings, workstreamIds: [] }, password, [
      'supervisor',
    ]);
    const { page } = await visit(await signInAt(url(), login, password));
    await page.getByRole('button', { name: `Account and settings: Tom ${shop.name}` }).click();
    await page.getByRole('menuitem', { name: 'Two-step verification' }).click();
    const dialog = page.getByRole('dialog', { name: 'Two-step verification' });
    await dialog.locator('input[name=password]').fill(password);
    await dialog.getByRole('button', { name: 'Set up' }).click();
    await dialog.getByRole('img', { name: 'QR code for an authenticator app' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    const secret = Secret.fromBase32((await dialog.locator('bdi').textContent()) ?? '');
    await dialog.locator('input[name=code]').fill(new TOTP({ secret }).generate());
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    // It can be closed only by its button, because the codes are shown once.
    const codes = page.getByRole('alertdialog', { name: 'Two-step verification' });
    const recovery = (await codes.locator('li').first().textContent()) ?? '';
    await page.keyboard.press('Escape');
    await codes.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: `Account and settings: Tom ${shop.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('input[name=code]').fill('000000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Incorrect or used code.', { exact: false }).waitFor();
    await page.locator('input[name=code]').fill(recovery);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Account and settings: Tom ${shop.name}` }).waitFor();

    const other = await administrator();
    await at(other, '#/accounts');
    await other.getByRole('searchbox').fill(login);
    // A row that is replaced while it is clicked gets no click.
    await eventually(async () => expect(await other.getByRole('row').count()).toBe(2));
    await other.getByRole('button', { name: `Turn off two-step verification for Tom ${shop.name}?` }).click();
    await other.getByRole('button', { name: 'Turn off two-step verification', exact: true }).click();
    await other.getByText('Two-step verification turned off.').first().waitFor();
    await signInAt(url(), login, password);
  });

  it('asks to sign in again when the sign-in has expired, and then saves the input', async () => {
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
    await dialog.getByText('Your session has expired.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await again.getByLabel('Password').fill('rejoin-demo');
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Reconnect on: 20 minutes').waitFor();
  });

  it('keeps the input while the server is unreachable, and saves it when the server is back', async () => {
    const shop = await world().shop();
    const line = await ConnectionCutter.before(url());
    const { page } = await visit(admin, line.url);
    const dialog = await editWidget(page, shop.name);
    await dialog.getByRole('combobox', { name: 'Time limit' }).fill('45');
    line.cut();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.getByText('The service isn’t available right now.', { exact: false }).waitFor();
    line.restore();
    await dialog.getByText('The service is available again. Save your changes.').waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Reconnect on: 45 minutes').waitFor();
    await line.close();
  });

  it('asks before changes are discarded', async () => {
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
    await page
      .locator(':focus')
      .and(page.getByRole('button', { name: `Edit ${shop.name}` }))
      .waitFor();
  });

  it('gives an agent an account and a password, with which the agent can sign in', async () => {
    const shop = await world().shop();
    const zora = `Zora of ${shop.name}`;
    const login = `zora-${shop.name}`;
    const page = await administrator();
    await at(page, '#/agents');
    await page.getByRole('button', { name: 'New agent' }).click();
    const agent = page.getByRole('dialog', { name: 'New agent' });
    await agent.getByRole('textbox', { name: 'Display name' }).fill(zora);
    await agent.getByRole('textbox', { name: 'Maximum capacity' }).fill('3');
    await agent.getByRole('checkbox', { name: shop.name }).check();
    await agent.getByRole('button', { name: 'Save and close' }).click();
    await agent.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search' }).fill(zora.toUpperCase());
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: new RegExp(`^${zora} 3 units Available ${shop.name} .* Active$`) })
      .waitFor();

    await at(page, '#/accounts');
    await page.getByRole('button', { name: 'New account' }).click();
    const account = page.getByRole('dialog', { name: 'New account' });
    await account.getByRole('textbox', { name: 'Username' }).fill('anna@demo');
    await account.getByRole('textbox', { name: 'Display name' }).fill(zora);
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.getByText('Choose the agent that this account is linked to.').waitFor();
    await account.getByRole('combobox', { name: 'Linked agent' }).click();
    await account.getByRole('combobox', { name: 'Linked agent' }).fill(shop.name);
    await page.getByRole('option', { name: 'Ben', exact: true }).first().waitFor({ state: 'detached' });
    await page.getByRole('option', { name: zora }).click();
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.getByText('Another account already uses this username.').waitFor();
    await account.getByRole('textbox', { name: 'Username' }).fill(login);
    await account.getByRole('button', { name: 'Save and close' }).click();
    await account.waitFor({ state: 'detached' });

    await page.getByRole('searchbox', { name: 'Search' }).fill(login);
    await page.getByRole('button', { name: `Set password: ${zora}` }).click();
    const password = page.getByRole('dialog', { name: `Set password for ${zora}` });
    await password.locator('input').first().fill('a-long-password');
    await password.locator('input').last().fill('a-long-password');
    await password.getByRole('button', { name: 'Save and close' }).click();
    await password.waitFor({ state: 'detached' });
    expect(await signInAt(url(), login, 'a-long-password')).toMatchObject({ account: { displayName: zora } });
  });

  it('pages through a long history to its beginning', async () => {
    const shop = await world().shop();
    for (let times = 1; times <= 26; times++) {
      await changeElsewhere(url(), admin, `quick-replies/${shop.linkReply}`, (reply) => ({
        ...reply,
        title: `Title ${times}`,
      }));
    }
    const page = await administrator();
    await at(page, `#/workstreams/${shop.name}`);
    await page.getByRole('button', { name: 'Title 26' }).click();
    const dialog = page.getByRole('dialog', { name: 'Quick reply' });
    await dialog.getByRole('tab', { name: 'Audit history' }).click();
    await dialog.getByRole('button', { name: /Admin changed quick reply “Title 26”/ }).waitFor();
    expect(await dialog.getByRole('button', { name: /Admin changed/ }).count()).toBe(25);
    await dialog.getByRole('button', { name: 'Load more' }).click();
    await dialog.getByRole('button', { name: /Admin created/ }).waitFor();
    expect(await dialog.getByRole('button', { name: /Admin changed/ }).count()).toBe(26);
    expect(await dialog.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  });

  it('inserts the slug at the caret, and warns where reconnection is off', async () => {
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
    await dialog.getByText(`Reconnect to previous chat is off for ${shop.name}.`, { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Save and close' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
