import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext } from 'playwright-core';
import { texts, type Customer } from '../journeys/people';
import type { Shop, ShopTerms } from '../journeys/shop';
import { inAWorld } from '../journeys/world';
import { barriers } from './barriers';
import { DeskPage } from './desk-page';

describeInBrowser('the agent desk', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  const rules: ShopTerms = { workstream: { wrapUpRule: 'always-block' } };

  /** A shop, an account for its desk, a device, and the proxy between them. */
  async function place() {
    const shop = await world().shop(rules);
    const anna = await world().account(shop, 'anna', { displayName: 'Anna' });
    const context = await device(browser());
    contexts.push(context);
    return { shop, anna, context, line: await world().cutter(0) };
  }

  async function customer(shop: Shop, name: string): Promise<Customer & { conversationId: string }> {
    const customer = await world().customer(shop);
    const { conversationId } = await customer.chat.start({ name });
    await customer.chat.send(`${name} here`);
    return { ...customer, conversationId };
  }

  const heard = ({ chat }: Customer) => texts(chat.entries);

  it('supports an agent through a day with two customers who disconnect and return', async () => {
    const { shop, anna, context, line } = await place();
    const desk = await DeskPage.open(context, line);

    // A wrong password is reported in a sentence, and only the password must be typed again.
    await desk.page.locator('input[name=login]:focus').waitFor();
    await desk.page.keyboard.type(anna.login);
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.type('not-the-password');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('alert').getByText('Incorrect username or password.').waitFor();
    await desk.page.getByLabel('Password').fill(anna.password);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: 'No conversations' }).waitFor();

    // A customer arrives, and is selected and answered with the keyboard alone.
    const mia = await customer(shop, 'Mia');
    await desk.chat('Mia').getByText('1 unread message').waitFor();
    await desk.page.keyboard.press('Alt+ArrowDown');
    await desk.said('Mia here').waitFor();
    await desk.page.keyboard.press('Alt+KeyM');
    await desk.page.keyboard.type('Hello Mia');
    await desk.page.keyboard.press('Enter');
    await eventually(() => expect(heard(mia)).toContain('Hello Mia'));

    // A quick reply sends a reconnect link. Agents see that there is one, not its address.
    await desk.page.keyboard.type('/lin');
    await desk.page
      .getByRole('option', { name: /Link/ })
      .getByText(/Valid for 1 minute/)
      .waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('region', { name: 'Quick reply' }).waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.said('Reconnect link').waitFor();
    await eventually(() => expect(heard(mia).at(-1)).toMatch(/^Come back with https:.*#\?oc\.reconnectid=/));
    expect(await desk.transcript.innerText()).not.toContain('{Reconnect');

    // The customer's connection is really cut. The desk shows the reason, the time and the capacity on hold.
    mia.cutter.cut();
    const away = desk.page.getByRole('region', { name: 'Mia is disconnected' });
    await away.getByText('Capacity on hold').waitFor();
    await desk
      .chat('Mia')
      .getByRole('timer', { name: /\d:\d\d left/ })
      .waitFor();
    await eventually(async () =>
      expect(await desk.capacity.getAttribute('aria-valuetext')).toMatch(/1 on hold/),
    );
    await desk.say('I wait for you');
    mia.cutter.restore();
    await away.waitFor({ state: 'detached' });
    await desk.said('Mia reconnected').waitFor();
    await eventually(() => expect(heard(mia)).toContain('I wait for you'));

    // Another customer disconnects, the agent extends the time limit and then stops waiting.
    const omar = await customer(shop, 'Omar');
    await desk.openChat('Omar');
    omar.cutter.cut();
    await desk.button('Extend by 1 min (2 left)').click();
    await desk.said(/An agent extended the reconnect limit until/).waitFor();
    await desk.button(/Extend by 1 min \(1 left\)/).waitFor();
    await desk.button('Stop waiting').click();
    await desk.dialog.getByText('The reconnect time limit ends now.').waitFor();
    await desk.confirm('Stop waiting');

    // In wrap-up the agent adds a note, which the customer does not see, and closes the conversation.
    const wrapUp = desk.page.getByRole('region', { name: 'Wrap-up' }).filter({ hasText: 'Note' });
    await wrapUp.getByRole('textbox', { name: 'Note' }).fill('Asked for the blue one');
    await wrapUp.getByRole('button', { name: 'Add note' }).click();
    await desk.said('Asked for the blue one').waitFor();
    await wrapUp.getByRole('button', { name: 'Close conversation' }).click();
    await desk.chat('Omar').waitFor({ state: 'detached' });
    omar.cutter.restore();
    await eventually(() => expect(omar.tooLate).toHaveLength(1));
    expect(heard(omar)).not.toContain('Asked for the blue one');

    // A colleague receives the conversation with its whole transcript.
    const ben = await world().agent(shop, 'ben', { displayName: 'Ben' });
    await desk.openChat('Mia');
    await desk.page.keyboard.press('Alt+KeyT');
    await desk.dialog.getByRole('radio', { name: /Ben.*Available · 2 units available/ }).check();
    await desk.confirm('Transfer');
    await desk.page.getByRole('heading', { name: 'No conversations' }).waitFor();
    await eventually(() => expect(mia.chat.conversation?.agent?.agentId).toBe(ben.agentId));

    await desk.button('Anna').click();
    await desk.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await desk.page.getByRole('heading', { name: 'Sign in to your desk' }).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it('restores its state after a refresh, a lost connection and a crash, and no message is lost or sent twice', async () => {
    const { shop, anna, context, line } = await place();
    await context.addInitScript(`{
      const Native = WebSocket;
      window.sockets = [];
      window.WebSocket = class extends Native {
        constructor(url) {
          super(url);
          sockets.push(this);
        }
      };
    }`);
    const desk = await DeskPage.open(context, line);
    await desk.signIn(anna);
    const mia = await customer(shop, 'Mia');
    await desk.openChat('Mia');
    await desk.message.fill('half a sen');
    mia.cutter.cut();
    const away = desk.page.getByRole('region', { name: 'Mia is disconnected' });
    await away.waitFor();

    // A locale that an older release accepted is shown unchanged and breaks nothing.
    await world().sql(
      `update session_gateway.conversations set session = jsonb_set(session, '{locale}', '"en-12"') where id = $1`,
      [mia.conversationId],
    );
    await desk.page.reload();
    await away.getByText('Capacity on hold').waitFor();
    await desk.page.getByText('en-12').waitFor();
    expect(await desk.message.inputValue()).toBe('half a sen');

    mia.cutter.restore();
    await away.waitFor({ state: 'detached' });
    // Without any network no gateway can be reached, whichever of them the desk is connected to.
    await context.setOffline(true);
    line.cut();
    await desk.page.evaluate('sockets.forEach((socket) => socket.close())');
    await desk.page.getByText('Connection lost. Reconnecting').waitFor();
    await eventually(() => expect(mia.chat.conversation?.agent?.connected).toBe(false));
    await desk.say('written without a line');
    await desk.transcript.getByText('Sending').waitFor();

    // The browser crashes. The next one asks for the password of this username.
    await desk.page.close();
    line.restore();
    await context.setOffline(false);
    const again = await DeskPage.open(context, line);
    expect(await again.page.getByRole('textbox', { name: 'Username' }).inputValue()).toBe(anna.login);
    await again.page.getByLabel('Password').fill(anna.password);
    await again.page.keyboard.press('Enter');
    await again.openChat('Mia');
    await again.said('written without a line').waitFor();
    await eventually(() => expect(mia.chat.conversation?.agent?.connected).toBe(true));
    await eventually(() =>
      expect(heard(mia).filter((text) => text === 'written without a line')).toHaveLength(1),
    );

    // The gateway that served the page is lost for good, and the desk continues through another one.
    line.cut();
    await again.say('by another gateway');
    await eventually(() => expect(heard(mia).at(-1)).toBe('by another gateway'));
    expect([...desk.complaints, ...again.complaints]).toEqual([]);
  });

  it('keeps the work in progress when the sign-in is ended, and asks only for the password', async () => {
    const { shop, anna, context, line } = await place();
    const desk = await DeskPage.open(context, line);
    await desk.signIn(anna);
    const mia = await customer(shop, 'Mia');
    await desk.openChat('Mia');
    await desk.message.fill('half a sen');
    const password = 'another-password';
    await world().settings.setPassword(anna.login, password);

    await desk.dialog.getByText('Your session has expired.').waitFor();
    await desk.dialog.getByText('Your drafts, unsent messages, and open conversations are kept.').waitFor();
    expect(await desk.dialog.getByRole('textbox', { name: 'Username' }).inputValue()).toBe(anna.login);
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.type(anna.password);
    await desk.page.keyboard.press('Enter');
    await desk.dialog.getByText('Incorrect username or password.').waitFor();
    await desk.dialog.getByLabel('Password').fill(password);
    await desk.page.keyboard.press('Enter');
    await desk.dialog.waitFor({ state: 'detached' });

    expect(await desk.message.inputValue()).toBe('half a sen');
    await desk.message.press('Enter');
    await eventually(() => expect(heard(mia)).toContain('half a sen'));
    expect(desk.complaints).toEqual([]);
  });

  it('reports that it is open in another tab, and continues in the selected one', async () => {
    const { anna, context, line } = await place();
    const first = await DeskPage.open(context, line);
    await first.signIn(anna);
    const second = await DeskPage.open(context, line);
    await second.page.getByLabel('Password').fill(anna.password);
    await second.page.keyboard.press('Enter');
    await second.dialog.getByText('Your desk is open in another tab').waitFor();
    expect(await barriers(second.page)).toEqual([]);
    await second.dialog.getByRole('button', { name: 'Use this tab' }).click();
    await second.dialog.waitFor({ state: 'detached' });
    await first.page.getByRole('heading', { name: 'Your desk is open in another tab' }).waitFor();
    await first.button('Use this tab').click();
    await first.capacity.waitFor();
    await second.page.getByRole('heading', { name: 'Your desk is open in another tab' }).waitFor();
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });
});
