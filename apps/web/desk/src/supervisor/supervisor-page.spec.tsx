import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';
import { SupervisorPage } from './supervisor-page';

const windows = 'GET /v1/supervisor/windows';
const queues = 'GET /v1/supervisor/queues';
const agents = 'GET /v1/supervisor/agents';
const fails = { status: 500, json: { name: 'failed' } };
const region = (name: RegExp) => within(screen.getByRole('region', { name }));
const tab = async (page: DeskPage, name: string) => page.user.click(await screen.findByRole('tab', { name }));
const asked = (page: DeskPage, path: string) =>
  page.server.asked.filter((one) => one.path === `/v1/supervisor/${path}`).at(-1)!.search;

async function open(play: (page: DeskPage) => void = () => undefined): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: null });
  play(page);
  await page.showPart(<SupervisorPage />);
  return page;
}

describe('the supervisor’s page', () => {
  it('begins with what is now, and says as of when', async () => {
    await open();
    const now = within(await screen.findByRole('tabpanel', { name: 'Now' }));
    expect(now.getByRole('region', { name: /^Disconnected customers/ })).toBeTruthy();
    expect(now.getByRole('region', { name: /^Queues/ })).toBeTruthy();
    expect(now.getByRole('region', { name: /^Agents/ })).toBeTruthy();
    expect(screen.getByText(/^Updated at \d/)).toBeTruthy();
  });

  it.each([
    ['Ongoing conversations', 'Ongoing conversations'],
    ['Reports', 'Reports'],
  ])('shows %s in place of it', async (name, panel) => {
    const page = await open();
    await tab(page, name);
    expect(await screen.findByRole('tabpanel', { name: panel })).toBeTruthy();
    expect(screen.queryByRole('tabpanel', { name: 'Now' })).toBeNull();
    expect(screen.queryByText(/^Updated at/)).toBeNull();
  });

  it('shows one workstream in all views, from the first page on', async () => {
    const page = await open();
    await page.user.selectOptions(await screen.findByRole('combobox', { name: 'Workstream' }), 'Returns');
    await waitFor(() => expect(asked(page, 'windows').get('workstreamId')).toBe('returns'));
    await waitFor(() => expect(asked(page, 'agents').get('workstreamId')).toBe('returns'));
    const queues = within(await screen.findByRole('region', { name: /^Queues/ }));
    await waitFor(() => expect(queues.getAllByRole('listitem')).toHaveLength(1));
    await tab(page, 'Ongoing conversations');
    await waitFor(() =>
      expect(page.server.bodiesOf('POST /v1/supervisor/conversations/search').at(-1)).toMatchObject({
        workstreamId: 'returns',
      }),
    );
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Workstream' }), 'All workstreams');
    await waitFor(() =>
      expect(page.server.bodiesOf('POST /v1/supervisor/conversations/search').at(-1)).not.toHaveProperty(
        'workstreamId',
      ),
    );
  });

  it('turns to the next page of disconnected customers, and back when it is emptied', async () => {
    const page = await open(({ server, supervision }) => {
      const all = supervision.windows();
      server.plays(windows, ({ search }) => ({
        json: search.has('after')
          ? { ...all, windows: [], total: 0, next: null }
          : { ...all, next: 'second' },
      }));
    });
    const card = within(await screen.findByRole('region', { name: /^Disconnected customers/ }));
    await page.user.click(await card.findByRole('button', { name: 'Next page' }));
    await waitFor(() =>
      expect(page.server.asked.some(({ search }) => search.get('after') === 'second')).toBe(true),
    );
    await waitFor(async () =>
      expect(
        within(await screen.findByRole('region', { name: /^Disconnected customers/ })).getByText('Page 1'),
      ).toBeTruthy(),
    );
  });

  it('is not shown without the role, and leads to the chats', async () => {
    await open(({ server }) => {
      for (const route of [windows, queues, agents]) server.refuses(route, 403, 'forbidden');
    });
    expect(await screen.findByText('You don’t have access to this page')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to your chats' }).getAttribute('href')).toBe('#/chats');
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('says that the server fails before there is anything to show', async () => {
    await open(({ server }) => {
      for (const route of [windows, queues, agents]) server.plays(route, fails);
    });
    expect(await screen.findByText(/^Something went wrong\./)).toBeTruthy();
    expect(screen.queryByRole('tab')).toBeNull();
  });

  it('shows the other parts when one fails from the beginning, and that one after a retry', async () => {
    const page = await open(({ server }) => {
      server.plays(agents, fails);
    });
    await screen.findByRole('tabpanel', { name: 'Now' });
    expect(region(/^Agents/).getByText(/^Something went wrong\./)).toBeTruthy();
    expect(region(/^Disconnected customers/).getAllByRole('row').length).toBeGreaterThan(1);
    // Another workstream is read again, and the rest stays meanwhile.
    page.server.plays(agents, 'later');
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Workstream' }), 'Returns');
    expect(await region(/^Agents/).findByText('Loading…')).toBeTruthy();
    expect(region(/^Disconnected customers/).getAllByRole('row').length).toBeGreaterThan(1);
    page.server.plays(agents, fails);
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Workstream' }), 'All workstreams');
    await region(/^Agents/).findByText(/^Something went wrong\./);
    page.server.plays(agents, { json: page.supervision.agents() });
    await page.user.click(region(/^Agents/).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(region(/^Agents/).getAllByRole('listitem')).toHaveLength(5));
  });

  it('keeps what it shows when the server fails, and says once how old it is', async () => {
    const page = await open();
    await screen.findByRole('tabpanel', { name: 'Now' });
    for (const route of [windows, queues, agents]) page.server.plays(route, fails);
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() =>
      expect(screen.getAllByText(/^The server isn’t responding\. Data last updated at/)).toHaveLength(1),
    );
    expect(region(/^Disconnected customers/).getAllByRole('row').length).toBeGreaterThan(1);
    page.server.plays(windows, { json: page.supervision.windows() });
    page.server.plays(queues, { json: page.supervision.queues() });
    page.server.plays(agents, { json: page.supervision.agents() });
    await page.user.click(screen.getByRole('button', { name: 'Retry now' }));
    await waitFor(() => expect(screen.queryByText(/^The server isn’t responding\./)).toBeNull());
  });

  it('keeps each part when a changed filter fails there, and loads it by a retry', async () => {
    const page = await open();
    await screen.findByRole('tabpanel', { name: 'Now' });
    page.server.refuses(agents, 400, 'invalid');
    await page.user.selectOptions(region(/^Agents/).getByRole('combobox', { name: 'Presence' }), 'Busy');
    expect(await screen.findByText(/^Couldn’t load your selection\. Showing the data from \d/)).toBeTruthy();
    expect(region(/^Agents/).getAllByRole('listitem')).toHaveLength(5);
    expect(region(/^Agents/).getByRole('combobox', { name: 'Presence' })).toHaveProperty('value', 'busy');
    expect(region(/^Disconnected customers/).getAllByRole('row').length).toBeGreaterThan(1);
    page.server.plays(agents, { json: { ...page.supervision.agents(), agents: [] } });
    await page.user.click(screen.getByRole('button', { name: 'Retry now' }));
    expect(await region(/^Agents/).findByText('No agents match.')).toBeTruthy();
    expect(screen.queryByText(/^Couldn’t load/)).toBeNull();
  });

  it('asks only for what it shows', async () => {
    const page = await open();
    await screen.findByRole('tabpanel', { name: 'Now' });
    await tab(page, 'Reports');
    const before = page.server.bodiesOf(windows).length;
    const queuesBefore = page.server.bodiesOf(queues).length;
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() => expect(page.server.bodiesOf(queues).length).toBeGreaterThan(queuesBefore));
    expect(page.server.bodiesOf(windows)).toHaveLength(before);
  });

  it.each([
    ['Ongoing conversations', 'POST /v1/supervisor/conversations/search', /^Ongoing conversations/],
    ['Reports', 'GET /v1/supervisor/report', /^Outcomes/],
  ])('keeps %s when another workstream fails to load', async (name, route, part) => {
    const page = await open();
    await tab(page, name);
    await screen.findByRole('region', { name: part });
    page.server.plays(route, fails);
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Workstream' }), 'Returns');
    expect(await screen.findByText(/^Couldn’t load your selection\./)).toBeTruthy();
    expect(screen.getByRole('region', { name: part })).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'Workstream' })).toHaveProperty('value', 'returns');
  });
});
