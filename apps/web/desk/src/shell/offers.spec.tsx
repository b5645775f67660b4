import { screen, waitFor, within } from '@testing-library/react';
import { at } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';
import { Offers } from './offers';

const offer = (
  conversationId: string,
  customerName: string | null,
  seconds = 40,
  firstWords: string | null = 'Hello',
) => ({
  conversationId,
  workstreamId: 'orders',
  queuedAt: at(0),
  customerName,
  firstWords,
  until: at(seconds / 60),
});

/** A desk with these chats offered. */
async function open(...offers: ReturnType<typeof offer>[]): Promise<DeskPage> {
  const page = await DeskPage.open({ content: <Offers /> });
  page.changeStatus({ offers });
  return page;
}

const items = () => screen.findAllByRole('listitem');

describe('an offered chat', () => {
  it('shows who writes what, where, and the time that is left', async () => {
    await open(offer('q1', 'Noor Aziz', 40, 'My voucher: {ReconnectUrl{ReconnectID}}'));
    const [item] = await items();
    const shown = within(item!);
    expect(item?.textContent).toContain('New chat · Noor Aziz');
    expect(shown.getByText('My voucher: [Reconnect link]')).toBeTruthy();
    expect(shown.getByText('Orders and delivery')).toBeTruthy();
    expect(shown.getByRole('timer').textContent).toMatch(/^\d+ seconds left$/);
  });

  it('is announced once', async () => {
    const page = await open(offer('q1', 'Noor Aziz'));
    const offered = within(await screen.findByRole('region', { name: 'Offered chats' }));
    const announced = () => offered.getByRole('status').textContent;
    await waitFor(() => expect(announced()).toMatch(/New chat from .*Noor Aziz.*\d+ seconds to accept/));
    page.changeStatus({ offers: [offer('q1', 'Noor Aziz'), offer('q2', null)] });
    await waitFor(() => expect(announced()).toMatch(/^New chat from Anonymous customer/));
    expect(announced()).not.toContain('Noor Aziz');
  });

  it.each([
    ['Accept chat from Noor Aziz', 'accept'],
    ['Decline chat from Noor Aziz', 'decline'],
  ] as const)('is answered: %s', async (name, type) => {
    const page = await open(offer('q1', 'Noor Aziz'), offer('q2', 'Ada'));
    await page.user.click(await screen.findByRole('button', { name }));
    expect(page.sent(type)).toEqual([{ conversationId: 'q1' }]);
    expect(page.sent(type === 'accept' ? 'decline' : 'accept')).toEqual([]);
    await waitFor(() => expect(location.hash).toBe(type === 'accept' ? '#/chats/q1' : ''));
  });

  it.each([
    ['KeyA', 'accept'],
    ['KeyR', 'decline'],
  ] as const)('that came first is answered with the shortcut %s', async (key, type) => {
    const page = await open(offer('q1', 'Noor Aziz'), offer('q2', 'Ada'));
    await items();
    await page.user.keyboard(`{Alt>}[${key}]{/Alt}`);
    expect(page.sent(type)).toEqual([{ conversationId: 'q1' }]);
  });

  it('that went to somebody else says so, and opens nothing', async () => {
    const page = await open(offer('q1', 'Noor Aziz'));
    page.refuses('accept', 'offer-ended');
    await page.user.click(await screen.findByRole('button', { name: /^Accept chat/ }));
    expect(await screen.findByText('This chat is no longer offered to you.')).toBeTruthy();
    expect(location.hash).toBe('');
  });

  it('is not shown when its time is over', async () => {
    await open(offer('q1', 'Noor Aziz', -1), offer('q2', 'Ada'));
    expect(await items()).toHaveLength(1);
    expect(screen.queryByText('Noor Aziz')).toBeNull();
  });

  it('disappears with the next status without it', async () => {
    const page = await open(offer('q1', 'Noor Aziz'));
    await items();
    page.changeStatus({ offers: [] });
    expect(screen.queryByRole('listitem')).toBeNull();
  });
});
