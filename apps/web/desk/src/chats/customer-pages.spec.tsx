import type { Visit } from '@rejoin/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const start = {
  page: 'https://shop.example/start',
  timeZone: null,
  browser: 'Chrome 130',
  system: 'Windows',
};
const page = (name: string, minute: number) => ({
  page: `https://shop.example/${name}`,
  title: `The ${name}`,
  at: `2026-03-01T12:0${minute}:00.000Z`,
});
async function open(visit: Visit): Promise<DeskPage> {
  const desk = await DeskPage.with({ visit });
  await desk.user.click(await screen.findByRole('button', { name: 'Show customer details' }));
  return desk;
}

const details = () => screen.findByRole('complementary', { name: 'Customer' });
/** The text beside the name of a detail. */
const fact = async (name: string) =>
  (await within(await details()).findByText(name)).closest('dt')?.nextElementSibling;

describe('the pages that a customer visits', () => {
  it('show the page of the customer now, those before it, and the one at the start', async () => {
    await open({ ...start, pages: [page('cart', 2), page('help', 1)] });
    expect((await fact('Current page'))?.textContent).toContain('The cart' + 'https://shop.example/cart');
    const before = within((await fact('Pages before')) as HTMLElement).getAllByRole('listitem');
    expect(before.map(({ textContent }) => textContent)).toEqual([expect.stringContaining('The help')]);
    expect((await fact('Chat started on page'))?.textContent).toBe('https://shop.example/start');
    expect(within(await details()).queryAllByRole('link', { name: /shop/ })).toEqual([]);
  });

  it('follow the customer, and call the page the last one after a disconnect', async () => {
    const desk = await open({ ...start, pages: [page('help', 1)] });
    await fact('Current page');
    const visit = { ...start, pages: [page('pay', 3), page('help', 1)] };
    desk.change('c1-mia', { visit });
    await waitFor(async () => expect((await fact('Current page'))?.textContent).toContain('The pay'));
    const customer = { name: 'Mia', status: 'away', epoch: 1, lostAt: '2026-03-01T12:04:00.000Z' } as const;
    desk.change('c1-mia', { visit, customer });
    expect((await fact('Last page'))?.textContent).toContain('The pay');
  });

  it('of older gateways and clients have the page of the start alone', async () => {
    await open(start);
    await fact('Chat started on page');
    expect(screen.queryByText('Current page')).toBeNull();
  });
});
