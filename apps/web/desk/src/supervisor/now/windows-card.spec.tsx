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
  it('extends the time of each, and says what became of it', async () => {
    const page = await select(/Omar Haddad/, /Mia Torres/);
    await page.user.click(await button(/^Extend by 5 minutes/));
    await waitFor(() =>
      expect(posted(page)).toEqual([
        ['extend', 'w2'],
        ['extend', 'w4'],
      ]),
    );
    expect(await (await card()).findAllByText('Reconnect time extended.')).toHaveLength(2);
    expect((await card()).queryByText(/^\d selected/)).toBeNull();
  });

  it('extends nothing where no extension is left', async () => {
    const page = await select(/Li Wei/);
    await page.user.click(await button(/^Extend/));
    expect(posted(page)).toEqual([]);
  });

  it('goes on after a refusal, and shows it', async () => {
    const page = await select(/Omar Haddad/, /Mia Torres/);
    page.server.refuses('POST /v1/supervisor/conversations/w2/extend', 409, 'no-window');
    await page.user.click(await button(/^Extend by/));
    expect(
      await (await card()).findByText(/^The customer is connected, or the conversation has ended/),
    ).toBeTruthy();
    expect(await (await card()).findByText('Reconnect time extended.')).toBeTruthy();
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

  it('transfers those that have an agent, and says how many have none', async () => {
    const page = await select(/Omar Haddad/, /Jan Novák/);
    await page.user.click(await button('Transfer'));
    const shown = await dialog();
    expect(shown.getByText(/^1 of them has no agent/)).toBeTruthy();
    await page.user.click(await shown.findByRole('radio', { name: /Dev Patel/ }));
    await page.user.click(shown.getByRole('button', { name: 'Transfer' }));
    await waitFor(() => expect(posted(page)).toEqual([['transfer', 'w2']]));
    expect(await (await card()).findByText('Transferred to Dev Patel.')).toBeTruthy();
  });

  it('can be dismissed when it is done', async () => {
    const page = await select(/Omar Haddad/);
    await page.user.click(await button(/^Extend by/));
    await (await card()).findByText('Reconnect time extended.');
    await page.user.click(await button('Dismiss'));
    expect((await card()).queryByText('Reconnect time extended.')).toBeNull();
  });
});
