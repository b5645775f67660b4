import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const bar = (name = /Omar Haddad.* is disconnected/) => screen.findByRole('region', { name });
const extend = async () => within(await bar()).getByRole('button', { name: /^Extend by/ });

async function openAway(at = '#/chats/c2-omar'): Promise<DeskPage> {
  return DeskPage.open({ at });
}

describe('the bar of a customer who is away', () => {
  it('shows the time that is left, the capacity on hold and what is possible', async () => {
    await openAway();
    const shown = within(await bar());
    expect(shown.getByRole('timer').textContent).toMatch(/^\d:\d\d$/);
    expect(shown.getByText(/Capacity on hold/)).toBeTruthy();
    expect(shown.getByRole('button', { name: /^Extend by 5 min \(2 left\)$/ })).toBeTruthy();
  });

  it('says when no capacity is held', async () => {
    const page = await openAway();
    page.change('c2-omar', { slotHeld: false });
    expect(await screen.findByText(/No capacity on hold/)).toBeTruthy();
  });

  it('is not there for a customer who is connected', async () => {
    await openAway('#/chats/c1-mia');
    await screen.findByRole('log');
    expect(screen.queryByRole('region', { name: /is disconnected/ })).toBeNull();
  });

  it('disappears when the customer comes back', async () => {
    const page = await openAway();
    await bar();
    const customer = { name: 'Omar Haddad', status: 'connected', epoch: 1, lostAt: null } as const;
    page.change('c2-omar', { customer, window: null });
    await waitFor(() => expect(screen.queryByRole('region', { name: /is disconnected/ })).toBeNull());
  });

  it('extends the time, and says so', async () => {
    const page = await openAway();
    await page.user.click(await extend());
    expect(page.sent('extend')).toEqual([{ conversationId: 'c2-omar' }]);
    expect(await screen.findByText('Reconnect time extended.')).toBeTruthy();
  });

  it('extends the time with its shortcut', async () => {
    const page = await openAway();
    await bar();
    await page.user.keyboard('{Alt>}[KeyX]{/Alt}');
    expect(page.sent('extend')).toEqual([{ conversationId: 'c2-omar' }]);
  });

  it('says why the time was not extended', async () => {
    const page = await openAway();
    page.refuses('extend', 'no-extension-left');
    await page.user.click(await extend());
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByText('Reconnect time extended.')).toBeNull();
  });

  it('extends nothing without an extension that is left', async () => {
    const page = await openAway('#/chats/c3-li');
    const shown = within(await bar(/Li Wei.* is disconnected/));
    await page.user.click(shown.getByRole('button', { name: 'No extensions left' }));
    expect(page.sent('extend')).toEqual([]);
  });

  it('stops waiting only after a question', async () => {
    const page = await openAway();
    await page.user.click(within(await bar()).getByRole('button', { name: 'Stop waiting' }));
    const dialog = within(await screen.findByRole('dialog', { name: /Stop waiting for .*Omar Haddad/ }));
    expect(page.sent('give-up')).toEqual([]);
    await page.user.click(dialog.getByRole('button', { name: 'Stop waiting' }));
    expect(page.sent('give-up')).toEqual([{ conversationId: 'c2-omar' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
