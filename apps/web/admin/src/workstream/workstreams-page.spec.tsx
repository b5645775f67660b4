import { screen, waitFor } from '@testing-library/react';
import { adminScene, emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('a')?.textContent);
const cells = (name: string) =>
  [...screen.getByRole('link', { name }).closest('tr')!.cells].map(({ textContent }) => textContent);

describe('the list of workstreams', () => {
  it('shows the number of chat widgets and what a conversation takes', async () => {
    await ConsolePage.open('workstreams');
    await screen.findByRole('link', { name: 'Orders' });
    await waitFor(() => expect(cells('Orders').slice(1, 4)).toEqual(['2', '1 unit', 'Custom time']));
    expect(cells('Returns').slice(1, 3)).toEqual(['0', '2 units']);
    expect(screen.getByRole('link', { name: 'Orders' }).getAttribute('href')).toBe('#/workstreams/orders');
  });

  it('keeps its search and order in the address, as after a reload', async () => {
    const page = await ConsolePage.open('workstreams?search=ret&sort=name&order=desc');
    await waitFor(() => expect(names()).toEqual(['Returns']));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'ret');
    expect(screen.getByRole('columnheader', { name: /^Name/ }).getAttribute('aria-sort')).toBe('descending');
    await page.user.clear(screen.getByRole('searchbox'));
    await waitFor(() => expect(names()).toEqual(['Returns', 'Orders']));
    expect(location.hash).not.toContain('search');
  });

  it('says how to begin while there is none', async () => {
    const page = await ConsolePage.open('workstreams', { scene: emptyScene() });
    expect(await screen.findByText('No workstreams')).toBeTruthy();
    await page.user.click(screen.getAllByRole('button', { name: 'New workstream' })[0]!);
    expect(location.hash).toBe('#/new-workstream');
  });

  it('does not say so when a search finds none', async () => {
    const page = await ConsolePage.open('workstreams');
    await screen.findByRole('link', { name: 'Orders' });
    await page.user.type(screen.getByRole('searchbox'), 'nothing');
    expect(await screen.findByText('No results match your search and filters.')).toBeTruthy();
    expect(screen.queryByText('No workstreams')).toBeNull();
  });

  it('shows a long name as a whole, and an inactive workstream on demand', async () => {
    const scene = adminScene();
    const name = 'Orders and deliveries of '.repeat(8).trim();
    const [orders, returns] = scene.things.workstreams;
    const workstreams = [
      { ...orders!, name },
      { ...returns!, active: false },
    ];
    const page = await ConsolePage.open('workstreams', {
      scene: { ...scene, things: { ...scene.things, workstreams } },
    });
    await screen.findByRole('link', { name });
    expect(names()).toEqual([name]);
    await page.user.click(screen.getByLabelText('Show inactive'));
    await waitFor(() => expect(names()).toContain('Returns'));
    expect(cells('Returns').at(-1)).toBe('Inactive');
  });
});
