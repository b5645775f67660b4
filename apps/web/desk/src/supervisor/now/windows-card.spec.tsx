import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../../desk-page.fixture';
import { SupervisorPart } from '../supervisor-part';

const card = async () => within(await screen.findByRole('region', { name: /^Disconnected customers/ }));
const box = async (name: RegExp) => (await card()).findByRole<HTMLInputElement>('checkbox', { name });
const button = async (name: string | RegExp) => (await card()).findByRole('button', { name });
const dialog = async () => within(await screen.findByRole('dialog'));

/** Opens the page with these customers selected. */
async function select(...names: RegExp[]): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: <SupervisorPart /> });
  for (const name of names) await page.user.click(await box(name));
  return page;
}

const posted = (page: DeskPage) =>
  page.server.asked.flatMap(({ method, path }) => {
    const [of, what] = path.split('/').slice(-2);
    return method === 'POST' && path.startsWith('/v1/supervisor/conversations/') && what !== 'search'
      ? [[what, of]]
      : [];
  });

describe('the disconnected customers', () => {
  it('are listed with their number', async () => {
    await select();
    expect((await card()).getByText('8 disconnected customers')).toBeTruthy();
    expect((await card()).getAllByRole('checkbox')).toHaveLength(9);
  });

  it('are all selected with one box, and none with it again', async () => {
    const page = await select(/^Select all/);
    expect((await card()).getByText('8 selected')).toBeTruthy();
    await page.user.click(await box(/^Select all/));
    expect((await card()).queryByText(/^\d selected/)).toBeNull();
  });

  it('are asked for nothing while none is selected', async () => {
    const page = await select();
    for (const name of ['Extend', 'Transfer', 'Stop waiting']) await page.user.click(await button(name));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(posted(page)).toEqual([]);
  });
});

describe('an action for the selected customers', () => {
  it('extends nothing where no extension is left', async () => {
    const page = await select(/Li Wei/);
    await page.user.click(await button(/^Extend/));
    expect(posted(page)).toEqual([]);
  });

  it('stops waiting only after a question', async () => {
    const page = await select(/Li Wei/, /Jan Novák/);
    await page.user.click(await button('Stop waiting'));
    const shown = await dialog();
    expect(shown.getByText('Stop waiting for 2 customers?')).toBeTruthy();
    expect(posted(page)).toEqual([]);
    await page.user.click(shown.getByRole('button', { name: 'Stop waiting' }));
    await waitFor(() =>
      expect(posted(page)).toEqual([
        ['give-up', 'w1'],
        ['give-up', 'w5'],
      ]),
    );
  });
});
