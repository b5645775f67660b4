import { screen, waitFor, within } from '@testing-library/react';
import type { AgentRequest } from '@rejoin/contracts';
import { mediaMatch } from '../../../testing/browser.fixture';
import { DeskPage } from '../desk-page.fixture';

const button = (name: string) => screen.findByRole('button', { name });
const dialog = async () => within(await screen.findByRole('dialog'));
const mia = { conversationId: 'c1-mia' };

async function fromMenu(page: DeskPage, name: string): Promise<void> {
  await page.user.click(await button('More actions'));
  await page.user.click(await screen.findByRole('menuitem', { name }));
}

type Action = [
  name: string,
  open: (page: DeskPage) => Promise<void>,
  confirm: string,
  sent: AgentRequest['type'],
];
const actions: Action[] = [
  ['End', async (page) => page.user.click(await button('End')), 'End', 'end'],
  ['Close tab', async (page) => page.user.click(await button('Close tab')), 'Close tab', 'close-tab'],
  ['Release to queue', (page) => fromMenu(page, 'Release to queue'), 'Release to queue', 'release'],
  ['Extend reconnect time', (page) => fromMenu(page, 'Extend reconnect time'), 'Extend by 5 min', 'extend'],
];

describe.each(actions)('the action %s', (_, open, confirm, sent) => {
  it('asks before it is done', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await open(page);
    await page.user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.sent(sent)).toEqual([]);
    await open(page);
    await page.user.click((await dialog()).getByRole('button', { name: confirm }));
    await waitFor(() => expect(page.sent(sent)).toEqual([mia]));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says why it was refused', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    page.refuses(sent, 'not-your-conversation');
    await open(page);
    await page.user.click((await dialog()).getByRole('button', { name: confirm }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(location.hash).toBe('#/chats/c1-mia');
  });
});

describe('after an action that takes the conversation away', () => {
  it.each(actions.slice(1, 3))('the list is shown: %s', async (_, open, confirm) => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await open(page);
    await page.user.click((await dialog()).getByRole('button', { name: confirm }));
    await waitFor(() => expect(location.hash).toBe('#/chats'));
  });
});

describe('the questions', () => {
  it('before a tab is closed differ for a customer who is away', async () => {
    const page = await DeskPage.open({ at: '#/chats/c2-omar' });
    await page.user.click(await button('Close tab'));
    expect((await dialog()).getByText(/Your capacity is released now/)).toBeTruthy();
  });

  it('before a tab is closed say that it returns to the queue', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await page.user.click(await button('Close tab'));
    expect((await dialog()).getByText(/It returns to the queue/)).toBeTruthy();
  });

  it('before an extension name both times', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await fromMenu(page, 'Extend reconnect time');
    expect(
      (await dialog()).getByText(/they have 5 minutes to reconnect to you\. .* makes it 10 minutes/),
    ).toBeTruthy();
  });

  it('say that no extension is left', async () => {
    const page = await DeskPage.open({ at: '#/chats/c4-anon' });
    await fromMenu(page, 'Extend reconnect time');
    const shown = await dialog();
    expect(shown.getByText('No extensions left')).toBeTruthy();
    expect(shown.getByRole('button', { name: /^Extend by/ })).toHaveProperty('disabled', true);
  });
});

describe('where the actions are', () => {
  it('in the menu on a phone', async () => {
    mediaMatch('(max-width: 760px)');
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await screen.findByRole('log');
    expect(screen.queryByRole('button', { name: 'Close tab' })).toBeNull();
    await fromMenu(page, 'Close tab');
    expect((await dialog()).getByText(/It returns to the queue/)).toBeTruthy();
  });

  it('without an extension ahead while the customer is away', async () => {
    const page = await DeskPage.open({ at: '#/chats/c2-omar' });
    await page.user.click(await button('More actions'));
    await screen.findByRole('menuitem', { name: 'Release to queue' });
    expect(screen.queryByRole('menuitem', { name: 'Extend reconnect time' })).toBeNull();
  });

  it('nowhere in wrap-up', async () => {
    await DeskPage.open({ at: '#/chats/c5-jan' });
    await screen.findByRole('region', { name: 'Wrap-up' });
    expect(screen.queryByRole('button', { name: 'More actions' })).toBeNull();
  });
});
