import type { Snapshot } from '@rejoin/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { answerDesk } from '../../../../../tools/screenshots/desk-answers';
import { deskScene } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';
import { CustomerDetails } from './customer-details';

/** Shows the details of Mia's conversation with these changes. */
async function open(
  more: Partial<Snapshot> = {},
  ready: (page: DeskPage) => void = () => undefined,
): Promise<DeskPage> {
  const page = await DeskPage.open({ content: null });
  ready(page);
  const [mia] = deskScene().conversations;
  await page.showPart(<CustomerDetails snapshot={{ ...mia!.snapshot, ...more }} />);
  return page;
}
const fact = (name: string) => screen.queryByText(name)?.closest('div')?.querySelector('dd')?.textContent;

describe('the details of a customer', () => {
  it('say where and in which language the chat is, and how long a reconnect may take', async () => {
    await open({ locale: 'de' });
    expect(fact('Language')).toBe('German');
    expect(fact('Workstream')).toBe('Orders and delivery');
    expect(fact('Chat widget')).toBe('Help in the shop');
    expect(fact('Reconnect time limit')).toBe('5 minutes');
    expect(fact('Reconnect links')).toBe('On');
  });

  it('show what the portal knows of the customer', async () => {
    await open();
    expect(fact('Tier')).toBe('Gold');
    expect(fact('Order')).toBe('A-20881');
  });

  it.each([[null], [{}]])('say that the portal has told nothing: %j', async (context) => {
    await open({ context });
    expect(screen.getByText('No additional details')).toBeTruthy();
  });

  it('show no id of a workstream that this desk does not know', async () => {
    await open({ workstreamId: 'unknown', widgetId: 'unknown' });
    expect(fact('Workstream')).toBeUndefined();
    expect(screen.queryByText('unknown')).toBeNull();
  });

  it('promise no reconnect after the conversation has ended', async () => {
    await open({ state: 'wrap-up' });
    expect(fact('Reconnect time limit')).toBeUndefined();
    expect(fact('Reconnect links')).toBeUndefined();
  });
});

describe('the visit of a customer', () => {
  const visit = {
    page: 'https://shop.example/cart',
    browser: 'Firefox 128',
    system: 'Linux',
    timeZone: 'America/New_York',
  };

  it('is shown, and its page is no link', async () => {
    await open({ visit });
    expect(fact('Chat started on page')).toBe('https://shop.example/cart');
    expect(screen.queryByRole('link', { name: /shop\.example/ })).toBeNull();
    expect(fact('Browser')).toBe('Firefox 128 · Linux');
    expect(fact('Time zone')).toMatch(/^America\/New York · \d{1,2}:\d\d/);
  });

  it('has no gaps where the browser told nothing', async () => {
    await open({ visit: { page: null, browser: null, system: 'Linux', timeZone: 'Mars/Olympus_Mons' } });
    expect(fact('Chat started on page')).toBeUndefined();
    expect(fact('Browser')).toBe('Linux');
    expect(fact('Time zone')).toBe('Mars/Olympus Mons · ');
  });
});

describe('the name of a customer', () => {
  async function rename(name: string, ready?: (page: DeskPage) => void): Promise<DeskPage> {
    const page = await open({}, ready);
    await page.user.click(screen.getByRole('button', { name: 'Correct the name' }));
    const field = await screen.findByRole('textbox', { name: 'Name' });
    await page.user.clear(field);
    await page.user.type(field, name);
    return page;
  }

  it('is corrected by the agent', async () => {
    const page = await rename('  Mia Torres-Vega {Enter}');
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect(page.sent('rename-customer')).toEqual([
      expect.objectContaining({ conversationId: 'c1-mia', name: 'Mia Torres-Vega' }),
    ]);
  });

  it('stays in the field when it is refused', async () => {
    await rename('Mia{Enter}', (page) => {
      page.refuses('rename-customer', 'not-your-conversation');
    });
    expect(await screen.findByText('This conversation is no longer assigned to you.')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'Mia');
  });

  it('is left with Escape', async () => {
    const page = await rename('Someone{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    expect(page.sent('rename-customer')).toEqual([]);
    expect(screen.getByRole('heading', { name: 'Mia Torres' })).toBeTruthy();
  });

  it.each([
    ['Mimi', 'Name the customer gave: Mimi'],
    [null, 'The customer gave no name.'],
  ])('shows what the customer said: %s', async (givenName, sentence) => {
    await open({ givenName });
    expect(screen.getByText(sentence)).toBeTruthy();
  });
});

describe('the earlier conversations of a customer', () => {
  const earlier = async () => within(await screen.findByRole('region', { name: /earlier/i }));

  it('are those that the service finds for this conversation', async () => {
    const page = await open();
    await (await earlier()).findAllByRole('link');
    expect(page.server.bodiesOf('POST /v1/history/search')).toEqual([
      expect.objectContaining({ customerOf: 'c1-mia', limit: 5 }),
    ]);
  });

  it.each([
    [null, '2 conversations'],
    ['more', 'More than 2 conversations'],
  ])('are counted as far as they are known, with a next page %j', async (nextCursor, count) => {
    await open({}, ({ server }) => {
      const { items } = answerDesk('/v1/history/search', '{}')!.json as { items: object[] };
      server.plays('POST /v1/history/search', {
        json: { items: items.slice(0, 2), nextCursor, serverNow: new Date().toISOString() },
      });
    });
    expect(await (await earlier()).findByText(count)).toBeTruthy();
  });

  it('say why they cannot be read, and are read again', async () => {
    const route = 'POST /v1/history/search';
    const page = await open({}, ({ server }) => {
      server.refuses(route, 503, 'unavailable');
    });
    const problem = within(await (await earlier()).findByRole('alert'));
    page.server.plays(route, { json: { items: [], nextCursor: null, serverNow: new Date().toISOString() } });
    await page.user.click(problem.getByRole('button'));
    await waitFor(async () => expect((await earlier()).queryByRole('alert')).toBeNull());
  });

  it('are no problem with a gateway that has no history', async () => {
    const page = await open({}, ({ server }) => {
      server.refuses('POST /v1/history/search', 404, 'not-found');
    });
    await waitFor(() => expect(page.server.bodiesOf('POST /v1/history/search')).toHaveLength(1));
    await waitFor(async () => expect((await earlier()).queryByRole('alert')).toBeNull());
  });
});
