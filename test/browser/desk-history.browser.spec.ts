import { describeInBrowser, device, eventually, inABrowser } from '@rejoin/testing';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { DeskStage } from '../../tools/screenshots/desk-stage';
import { inAWorld } from '../journeys/world';
import { barriers, type Look } from './barriers';
import { DeskPage } from './desk-page';

const phone = { width: 390, height: 780 };

describeInBrowser('the history of closed conversations', () => {
  const world = inAWorld();
  const browser = inABrowser();
  const contexts: BrowserContext[] = [];

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  async function contextOf(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await device(browser(), options);
    contexts.push(context);
    return context;
  }

  it('is searched and read by the agent, also from the chat of a customer who returns', async () => {
    const shop = await world().shop({ signedIn: true, workstream: { wrapUpRule: 'dont-block' } });
    const anna = await world().agent(shop, 'anna', { displayName: 'Anna', maxUnits: 3 });
    const talk = async (name: string, subject: string, text: string) => {
      const customer = await world().customer(shop, { subject });
      const { conversationId } = await customer.chat.start({ name });
      await customer.chat.send(text);
      await eventually(() => expect(customer.chat.conversation?.agent?.agentId).toBe(anna.agentId));
      return conversationId;
    };
    const earlier = await talk('Mia', 'mia', 'The blaues Päckchen is lost');
    await anna.desk.addNote(earlier, 'promised a voucher');
    const other = await talk('Omar', 'omar', 'Another question');
    for (const id of [earlier, other]) {
      await anna.desk.end(id);
      await eventually(() => expect(anna.desk.conversation(id)?.snapshot?.state).toBe('wrap-up'));
      await anna.desk.closeConversation(id);
    }

    const ben = await world().account(shop, 'ben', { displayName: 'Ben' });
    const desk = await DeskPage.open(await contextOf(), await world().cutter(0));
    await desk.signIn(ben);
    const { page } = desk;
    await page.getByRole('link', { name: 'History' }).click();
    const list = page.getByRole('navigation', { name: 'Closed conversations' });
    await list.getByRole('link', { name: /Another question/ }).waitFor();

    // A word of a note finds the conversation, whatever accents and case are typed.
    const search = page.getByRole('searchbox', { name: 'Search closed conversations' });
    await search.fill('VOUCHER packchen');
    await list.getByText('1 conversation', { exact: true }).waitFor();
    const mia = list.getByRole('link', { name: /blaues Päckchen/ });
    await mia.focus();
    await page.keyboard.press('Enter');
    const transcript = page.getByRole('region', { name: 'Transcript' });
    await transcript.getByText('promised a voucher').waitFor();
    await transcript.getByText('Conversation closed').waitFor();
    expect(await page.getByRole('textbox', { name: /^Message to / }).count()).toBe(0);

    // What is no word is refused with a sentence, and what matches nothing is explained.
    await search.fill('%_\\');
    await page.getByText('Enter at least one letter, digit, or emoji.').waitFor();
    await search.fill('nothing like this');
    await list.getByText('No conversations match').waitFor();
    await list.getByRole('button', { name: 'Clear search and filters' }).click();
    await list.getByRole('link', { name: /Another question/ }).waitFor();

    // When the customer returns, their agent sees the earlier conversation beside the new one.
    await anna.desk.signOut({ confirm: true });
    const now = await world().customer(shop, { subject: 'mia' });
    await now.chat.start({ name: 'Mia' });
    await now.chat.send('Me again');
    await page.getByRole('link', { name: 'Chats' }).click();
    await page.getByRole('link', { name: /Me again/ }).click();
    const before = page.getByRole('region', { name: 'Earlier conversations' });
    await before.getByRole('link', { name: /blaues Päckchen/ }).click();
    await transcript.getByText('promised a voucher').waitFor();
    const reads = await world().sql(
      `select account_id from session_gateway.access_log where conversation_id = $1`,
      [earlier],
    );
    expect(reads.length).toBeGreaterThanOrEqual(2);

    // An erased transcript says so in place of each message.
    await world().sql(`update session_gateway.entries set text = null where conversation_id = $1`, [earlier]);
    await page.reload();
    await transcript.getByText('Message erased').first().waitFor();
    expect(await transcript.getByText('promised a voucher').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });

  it.each<[string, Look, BrowserContextOptions]>([
    ['light', 'everything', {}],
    ['dark, in Arabic', 'colours', { colorScheme: 'dark', locale: 'ar' }],
    ['on a phone, in German', 'all but colours', { viewport: phone, locale: 'de' }],
    ['in forced colours, in English', 'all but colours', { forcedColors: 'active' }],
  ])('has no accessibility barrier and fits: %s', async (_, how, options) => {
    const stage = await DeskStage.open(await contextOf(options), process.cwd());
    const { page } = stage;
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const found: Record<string, string[]> = {};
    const look = async (state: string) => {
      const overflows = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      const all = [...(await barriers(page, how)), ...(overflows ? ['is wider than the window'] : [])];
      if (all.length > 0) found[state] = all;
    };
    await stage.signIn();
    await stage.showHistory();
    await look('list');
    const search = page.getByRole('searchbox');
    await search.fill('%');
    await page.getByRole('alert').first().waitFor();
    await look('no words');
    await search.fill('broken');
    await page.locator('#history [role=alert] button').waitFor();
    await look('failed');
    await search.fill('nothing');
    await page.locator('#history button').waitFor();
    await look('no match');
    await search.fill('');
    await stage.showHistory('past-1');
    await look('transcript');
    await page.goto(page.url().replace('past-1', 'past-unknown'));
    await page.locator('main h2').waitFor();
    await look('not available');
    expect(await page.evaluate('document.documentElement.dir')).toBe(options.locale === 'ar' ? 'rtl' : 'ltr');
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
  });
});
