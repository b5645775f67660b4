import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../../desk-page.fixture';
import { SupervisorPart } from '../supervisor-part';

const route = 'GET /v1/supervisor/agents';
const force = 'POST /v1/supervisor/agents/anna/force-offline';
const card = async () => within(await screen.findByRole('region', { name: /^Agents/ }));
const items = async () => (await card()).findAllByRole('listitem');
const of = async (name: string) => (await items()).find(({ textContent }) => textContent.includes(name))!;
const asked = (page: DeskPage) =>
  page.server.asked.filter(({ path }) => path === '/v1/supervisor/agents').at(-1)!.search;

async function open(): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: <SupervisorPart /> });
  await items();
  return page;
}

describe('the agents', () => {
  it('show whether each is there, and with how many conversations', async () => {
    await open();
    expect((await of('Carla Rossi')).textContent).toMatch(/Busy · 2 conversations/);
    expect((await of('Dev Patel')).textContent).toMatch(/Available · 1 conversation(?!s)/);
    expect((await of('Ben Okafor')).textContent).toMatch(/Connection lost · 3 conversations/);
    expect((await of('Eva Lindqvist')).textContent).toMatch(/Signed out · 0 conversations/);
  });

  it('show how much of their capacity is used, and how much of it is on hold', async () => {
    await open();
    expect(
      within(await of('Anna Berg'))
        .getByRole('meter', { name: 'Capacity of Anna Berg' })
        .getAttribute('aria-valuetext'),
    ).toBe('100 of 100 units in use, 50 on hold for disconnected customers');
  });

  it('are searched, filtered and sorted by the service', async () => {
    const page = await open();
    await page.user.type((await card()).getByRole('searchbox'), 'carla');
    await waitFor(() => expect(asked(page).get('search')).toBe('carla'));
    await page.user.selectOptions((await card()).getByRole('combobox', { name: 'Presence' }), 'Busy');
    await waitFor(() => expect(asked(page).get('presence')).toBe('busy'));
    await page.user.selectOptions(
      (await card()).getByRole('combobox', { name: 'Sort by' }),
      'Most capacity first',
    );
    await waitFor(() => expect(asked(page).get('order')).toBe('free'));
  });

  it('say that none match, and show all again', async () => {
    const page = await open();
    page.server.plays(route, ({ search }) => ({
      json: search.has('search')
        ? { agents: [], next: null, serverNow: new Date().toISOString() }
        : page.supervision.agents(),
    }));
    await page.user.type((await card()).getByRole('searchbox'), 'nobody');
    expect(await (await card()).findByText('No agents match.')).toBeTruthy();
    await page.user.click((await card()).getByRole('button', { name: 'Clear search and filter' }));
    await waitFor(async () => expect(await items()).toHaveLength(5));
  });
});

describe('setting an agent to offline', () => {
  async function ask(): Promise<DeskPage> {
    const page = await open();
    await page.user.click((await card()).getByRole('button', { name: 'Set Anna Berg to offline' }));
    return page;
  }
  const confirm = async (page: DeskPage) => {
    const shown = within(await screen.findByRole('dialog', { name: 'Set Anna Berg to offline?' }));
    await page.user.click(shown.getByRole('button', { name: 'Set to offline' }));
  };

  it('is offered for those who have not signed out', async () => {
    await open();
    const names = (await card()).getAllByRole('button', { name: /^Set .* to offline$/ });
    expect(names.map((one) => one.getAttribute('aria-label'))).toEqual(
      ['Anna Berg', 'Ben Okafor', 'Carla Rossi', 'Dev Patel'].map((name) => `Set ${name} to offline`),
    );
  });

  it('happens after a question, and the list is read again', async () => {
    const page = await ask();
    expect(page.server.bodiesOf(force)).toEqual([]);
    const before = page.server.bodiesOf(route).length;
    await confirm(page);
    await waitFor(() => expect(page.server.bodiesOf(force)).toHaveLength(1));
    await waitFor(() => expect(page.server.bodiesOf(route).length).toBeGreaterThan(before));
  });

  it('says why it was refused', async () => {
    const page = await ask();
    page.server.refuses(force, 409, 'agent-unavailable');
    await confirm(page);
    expect(await screen.findByText(/^This agent is signed out, inactive/)).toBeTruthy();
  });
});
