import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { memory, texts, type Customer } from '../journeys/people';
import type { Shop, ShopTerms } from '../journeys/shop';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';

describeInBrowser("an agent's actions at the desk", () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function customer(shop: Shop, name: string): Promise<Customer> {
    const customer = await world().customer(shop);
    await customer.chat.start({ name });
    await customer.chat.send(`${name} here`);
    return customer;
  }

  /** Anna, who picks conversations from the queue, and her shop. */
  async function anna(terms: ShopTerms = {}) {
    const shop = await world().shop(terms);
    const account = await world().account(shop, 'anna', { displayName: 'Anna', defaultPresence: 'busy' });
    return { shop, account };
  }

  /** A desk on a device of its own. */
  async function desk(gateway = 0, before?: (page: Page) => Promise<void>): Promise<DeskPage> {
    const context = await device(browser());
    contexts.push(context);
    return DeskPage.open(context, await world().cutter(gateway), before);
  }

  /** Picks the waiting customer from the queue. */
  async function pick(desk: DeskPage, name: string): Promise<void> {
    await desk.button(/^Assign to me, customer waiting/).click();
    await desk.button(/^Assign to me/).waitFor({ state: 'detached' });
    await desk.page.getByRole('heading', { level: 2, name }).waitFor();
    await desk.said(`${name} here`).waitFor();
  }

  async function more(desk: DeskPage, action: string): Promise<void> {
    await desk.button('More actions').click();
    await desk.page.getByRole('menuitem', { name: action }).click();
  }

  it('pick, extend ahead, release, end and close the tab: each states its effect, and has it', async () => {
    const { shop, account } = await anna();
    const page = await desk();
    await page.signIn(account);
    const mia = await customer(shop, 'Mia');
    await pick(page, 'Mia');
    await eventually(() => expect(mia.chat.conversation?.agent?.name).toBe('Anna'));

    // An extension ahead of a restart: the next window has the announced length.
    await more(page, 'Extend reconnect time');
    await page.dialog.getByText('have 1 minute to reconnect to you. Extending makes it 2 minutes.').waitFor();
    await page.confirm('Extend by 1 min');
    await page.said('An agent extended the reconnect limit to 2 minutes').waitFor();
    mia.cutter.cut();
    const away = page.page.getByRole('region', { name: 'Mia is disconnected' });
    await away.waitFor();
    await eventually(async () => expect(await windowOf(mia)).toBe(120));
    mia.cutter.restore();
    await away.waitFor({ state: 'detached' });

    await more(page, 'Release to queue');
    await page.dialog.getByText('The customer can still reconnect.').waitFor();
    await page.confirm('Release to queue');
    await page.chat('Mia').waitFor({ state: 'detached' });
    await eventually(() => expect(mia.chat.conversation?.agent ?? null).toBeNull());
    await pick(page, 'Mia');

    // Another browser of the same customer knows the chat too, and is offline.
    const off = memory();
    off.setItem(`rejoin.${shop.name}`, mia.storage.getItem(`rejoin.${shop.name}`) ?? '');
    await page.button(/^End$/).click();
    await page.dialog.getByText('The customer can’t reconnect to it: reconnect links stop working').waitFor();
    await page.confirm('End');
    await page.page.getByText('You ended this conversation.').waitFor();
    await eventually(() => expect(mia.chat.conversation?.ended).toMatchObject({ by: 'agent' }));
    const later = await world().customer(shop, { storage: off });
    later.chat.restore()?.catch(() => undefined);
    await eventually(() => expect(later.tooLate).toMatchObject([{ name: 'conversation-ended' }]));

    const omar = await customer(shop, 'Omar');
    await pick(page, 'Omar');
    await page.button('Close tab').click();
    await page.dialog.getByText('The conversation isn’t ended. It returns to the queue').waitFor();
    await page.confirm('Close tab');
    await page.chat('Omar').waitFor({ state: 'detached' });
    const ben = await world().agent(shop, 'ben', { displayName: 'Ben' });
    await eventually(() => expect(omar.chat.conversation?.agent?.agentId).toBe(ben.agentId));
    await omar.chat.send('and who are you?');
    await eventually(() => {
      const [taken] = [...ben.desk.state.conversations.values()];
      expect(texts(taken?.transcript.entries ?? [])).toEqual(['Omar here', 'and who are you?']);
    });
    expect(page.complaints).toEqual([]);
  });

  it('resend, edit or discard a refused message, with the reason beside it', async () => {
    const { shop, account } = await anna({ reconnect: { enabled: false } });
    const changer = new TextChanger();
    const page = await desk(0, (tab) => changer.stand(tab));
    await page.signIn(account);
    const mia = await customer(shop, 'Mia');
    await pick(page, 'Mia');

    changer.add = '{ReconnectUrl{ReconnectID}} ';
    const refused = page.transcript.getByRole('alert');
    const why = refused.getByText('Not sent: Reconnect to previous chat is off for this chat widget.');
    await page.say('first');
    await why.waitFor();
    changer.add = '';
    await refused.getByRole('button', { name: 'Resend' }).click();
    await refused.waitFor({ state: 'detached' });
    await eventually(() => expect(texts(mia.chat.entries)).toContain('first'));

    changer.add = '{ReconnectUrl{ReconnectID}} ';
    await page.say('second');
    await why.waitFor();
    await refused.getByRole('button', { name: 'Edit' }).click();
    await refused.waitFor({ state: 'detached' });
    expect(await page.message.inputValue()).toBe('second');

    await page.say('third');
    await why.waitFor();
    await refused.getByRole('button', { name: 'Discard' }).click();
    await page.said('third').waitFor({ state: 'detached' });
    changer.add = '';
    // The key of an input method that ends a composition, as Safari sends it, sends nothing.
    await page.message.fill('last');
    await page.message.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    expect(await page.message.inputValue()).toBe('last');
    await page.message.press('Enter');
    await eventually(() => expect(texts(mia.chat.entries)).toEqual(['Mia here', 'first', 'last']));
    expect(page.complaints).toEqual([]);
  });

  it('show on each device, at another gateway too, the other device, a new password and the end of the other device', async () => {
    const { account } = await anna();
    const told = (page: DeskPage) =>
      page.page
        .getByRole('region', { name: 'Notifications' })
        .getByText(/You’re also signed in on another device, connected since \d+:\d\d/);
    const pc = await desk();
    await pc.signIn(account);
    const phone = await desk(1);
    await phone.signIn(account);
    await Promise.all([told(pc).waitFor(), told(phone).waitFor()]);
    await phone.button('Dismiss').click();
    await told(phone).waitFor({ state: 'detached' });

    const password = 'another-password';
    await pc.button('Anna').click();
    await pc.page.getByRole('menuitem', { name: 'Change password' }).click();
    const change = async (current: string, next: string, again = next) => {
      for (const [name, text] of Object.entries({ current, next, again }))
        await pc.dialog.locator(`input[name=${name}]`).fill(text);
      await pc.page.keyboard.press('Enter');
    };
    await change(account.password, account.password, 'else');
    await pc.dialog.getByText('Choose a password that’s different from your current one.').waitFor();
    await pc.dialog.getByText('The passwords don’t match.').waitFor();
    expect(await barriers(pc.page)).toEqual([]);
    await change('not-the-password', password);
    await pc.dialog.getByText('Incorrect password.').waitFor();
    await change(account.password, password);
    await pc.dialog.waitFor({ state: 'detached' });

    // Every other device asks for the password; this one did not.
    await phone.dialog.getByText('Your session has expired.').waitFor();
    await phone.dialog.getByLabel('Password').fill(password);
    await phone.page.keyboard.press('Enter');
    await phone.dialog.waitFor({ state: 'detached' });
    await Promise.all([told(pc).waitFor(), told(phone).waitFor()]);
    expect(await pc.dialog.count()).toBe(0);
    await phone.page.close();
    await told(pc).waitFor({ state: 'detached' });
    expect([...pc.complaints, ...phone.complaints]).toEqual([]);
  });

  /** The seconds of the latest window of an away customer. */
  async function windowOf({ chat }: Customer): Promise<unknown> {
    const facts = await world().facts('reconnection_timer', chat.conversationId ?? '');
    return facts.findLast(({ type }) => type === 'ReconnectionWindowOpened')?.data['limitSeconds'];
  }
});

/** A proxy between a desk and its gateway that inserts a text before the messages that the desk sends. */
class TextChanger {
  add = '';

  async stand(page: Page): Promise<void> {
    await page.routeWebSocket(/\/v1\/desk$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        server.send(String(message).replace('"text":"', `"text":"${this.add}`));
      });
    });
  }
}
