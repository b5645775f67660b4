import { screen, within } from '@testing-library/react';
import { adminScene, emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

function withOverview(more: Partial<ReturnType<typeof adminScene>['overview']>) {
  const scene = adminScene();
  return { ...scene, overview: { ...scene.overview, ...more } };
}
const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));

describe('the home page of the console', () => {
  it('greets by name, and says how much there is of what', async () => {
    await ConsolePage.open('');
    expect(await screen.findByRole('heading', { level: 1, name: 'Welcome, Kim' })).toBeTruthy();
    const main = within(screen.getByRole('main'));
    expect(await main.findByText('7 of 8 active')).toBeTruthy();
    expect(main.getByText('Reconnect enabled on 1 of 2')).toBeTruthy();
    expect(main.queryByText(/^No agents are assigned/)).toBeNull();
  });

  it('shows the latest changes only, and leads to all of them', async () => {
    const page = await ConsolePage.open('');
    expect(await screen.findByRole('button', { name: /^Robin changed chat widget/ })).toBeTruthy();
    const asked = page.server.asked.find(({ path }) => path === '/v1/audit-log')!;
    expect(asked.search.get('limit')).toBe('5');
    expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
    await press(page, 'Show all');
    expect(location.hash).toBe('#/history');
  });

  it('says how to begin in an empty installation', async () => {
    const page = await ConsolePage.open('', { scene: emptyScene() });
    expect(await screen.findByText('No workstreams')).toBeTruthy();
    expect(await screen.findByText('No changes')).toBeTruthy();
    await press(page, 'New workstream');
    expect(location.hash).toBe('#/new-workstream');
  });

  it('offers supervisors nothing that they may not do', async () => {
    await ConsolePage.open('', { scene: emptyScene(), roles: ['supervisor'] });
    expect(await screen.findByText('No workstreams')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'New workstream' })).toBeNull();
  });

  it('warns when no agent can take a chat', async () => {
    const page = await ConsolePage.open('', {
      scene: withOverview({ agents: { all: 8, active: 7, assigned: 0 } }),
    });
    const main = within(screen.getByRole('main'));
    expect(await main.findByText(/^No agents are assigned to a workstream\./)).toBeTruthy();
    await page.user.click(main.getAllByRole('button', { name: 'Agents' })[0]!);
    expect(location.hash).toBe('#/agents');
  });

  it('is read again after an outage', async () => {
    const page = await ConsolePage.open('webhooks');
    page.server.refuses('GET /v1/overview', 403, 'forbidden');
    page.goTo('');
    const again = await screen.findByRole('button', { name: 'Try again' });
    page.server.plays('GET /v1/overview', { json: page.scene.overview });
    await page.user.click(again);
    expect(await screen.findByText('7 of 8 active')).toBeTruthy();
  });
});

describe('an address that the console does not know', () => {
  it.each(['nothing', 'workstreams/orders/widgets', 'agents/anna', '../../etc'])(
    'leads home: %s',
    async (place) => {
      await ConsolePage.open(place);
      expect(await screen.findByRole('heading', { level: 1, name: 'Welcome, Kim' })).toBeTruthy();
    },
  );
});
