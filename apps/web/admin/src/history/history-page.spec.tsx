import { fireEvent, screen, waitFor } from '@testing-library/react';
import { savedFiles } from '../../../testing/browser.fixture';
import { emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const route = 'GET /v1/audit-log';
const asked = (page: ConsolePage) =>
  Object.fromEntries(page.server.asked.filter(({ path }) => path === '/v1/audit-log').at(-1)!.search);
const entry = (name: RegExp) => screen.findByRole('button', { name });

async function open(roles: ('administrator' | 'supervisor')[] = ['administrator']): Promise<ConsolePage> {
  const page = await ConsolePage.open('history', { roles });
  await entry(/^Robin changed/);
  return page;
}

async function pick(page: ConsolePage, filter: string, option: string): Promise<void> {
  await page.user.click(screen.getByRole('combobox', { name: filter }));
  await page.user.click(await screen.findByRole('option', { name: option }));
}

describe('the audit history', () => {
  it('says who changed what and when, and shows the values before and after', async () => {
    const page = await open();
    await page.user.click(await entry(/^Kim changed agent “Anna”.*2026/));
    const row = (await screen.findByRole('rowheader', { name: 'Maximum capacity' })).closest('tr');
    expect([...row!.cells].map(({ textContent }) => textContent)).toEqual(['Maximum capacity', '2', '4']);
    expect(screen.queryByRole('rowheader', { name: 'Display name' })).toBeNull();
  });

  it('shows times as people say them', async () => {
    const page = await open();
    await page.user.click(await entry(/^Robin changed chat widget/));
    const row = (await screen.findByRole('rowheader', { name: 'Time limit' })).closest('tr');
    expect([...row!.cells].map(({ textContent }) => textContent)).toEqual([
      'Time limit',
      '5 minutes',
      '15 minutes',
    ]);
  });

  it('shows no value before of what was created, and names instead of ids', async () => {
    const page = await open();
    await page.user.click(await entry(/^Kim created chat widget/));
    const head = await screen.findByRole('columnheader', { name: 'After' });
    expect(screen.queryByRole('columnheader', { name: 'Before' })).toBeNull();
    const cells = [...head.closest('table')!.rows].map(({ textContent }) => textContent);
    await waitFor(() =>
      expect([...head.closest('table')!.rows].map(({ textContent }) => textContent)).toContain(
        'WorkstreamOrders',
      ),
    );
    expect(cells).toContain('Ask customers for their nameYes');
    expect(cells).toContain('LanguageEnglish');
  });

  it('says that only administrators see the details of accounts', async () => {
    const page = await ConsolePage.open('home', { roles: ['supervisor'] });
    const [first] = page.scene.history;
    const item = { ...first, what: 'account', name: 'Ben', action: 'changed', old: null, new: null };
    page.server.plays(route, { json: { items: [item], nextCursor: null } });
    page.goTo('history');
    await page.user.click(await entry(/changed account “Ben”/));
    expect(await screen.findByText('Only administrators can view account details.')).toBeTruthy();
  });

  it('says that there are no changes', async () => {
    await ConsolePage.open('history', { scene: emptyScene() });
    expect(await screen.findByText('No changes')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
  });
});

describe('the filters of the audit history', () => {
  it('are in the address, and select by kind and action', async () => {
    const page = await open();
    await pick(page, 'Kind', 'Agent');
    await waitFor(() => expect(asked(page)).toMatchObject({ what: 'agent' }));
    await pick(page, 'Action', 'Created');
    await waitFor(() => expect(asked(page)).toMatchObject({ what: 'agent', action: 'created' }));
    expect(location.hash).toBe('#/history?what=agent&action=created');
  });

  it('select one resource of a kind, and forget it with another kind', async () => {
    const page = await open();
    expect(screen.queryByRole('combobox', { name: 'Resource' })).toBeNull();
    await pick(page, 'Kind', 'Agent');
    await pick(page, 'Resource', 'Ben');
    await waitFor(() => expect(asked(page)).toMatchObject({ what: 'agent', id: 'ben' }));
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'Resource' })).toHaveProperty('value', 'Ben'),
    );
    await pick(page, 'Kind', 'Workstream');
    await waitFor(() => expect(asked(page)).toMatchObject({ what: 'workstream' }));
    expect(asked(page)).not.toHaveProperty('id');
  });

  it('select whole days of the reader', async () => {
    const page = await open();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-05-03' } });
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-05-03' } });
    await waitFor(() =>
      expect(asked(page)).toMatchObject({
        from: new Date(2026, 4, 3).toISOString(),
        until: new Date(2026, 4, 4).toISOString(),
      }),
    );
  });

  it('select by who made the change, for administrators only', async () => {
    const page = await open();
    await pick(page, 'Changed by', 'Robin');
    await waitFor(() => expect(asked(page)).toMatchObject({ by: 'robin' }));
  });

  it('offer supervisors nothing that they may not list', async () => {
    const page = await open(['supervisor']);
    expect(screen.queryByRole('combobox', { name: 'Changed by' })).toBeNull();
    await pick(page, 'Kind', 'Account');
    await waitFor(() => expect(asked(page)).toMatchObject({ what: 'account' }));
    expect(screen.queryByRole('combobox', { name: 'Resource' })).toBeNull();
  });

  it('are cleared when nothing matches', async () => {
    const page = await open();
    page.server.plays(route, ({ search }) => ({
      json: { items: search.has('what') ? [] : page.scene.history, nextCursor: null },
    }));
    await pick(page, 'Kind', 'Webhook');
    await page.user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(await entry(/^Robin changed/)).toBeTruthy();
    expect(location.hash).toBe('#/history');
  });
});

describe('the export of the audit history', () => {
  const exported = 'GET /v1/audit-log/export';

  it('contains what the filters select', async () => {
    const page = await open();
    page.server.plays(exported, { blob: new Blob(['seq,what\n3,agent']) });
    await pick(page, 'Kind', 'Agent');
    await page.user.click(screen.getByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(savedFiles).toHaveLength(1));
    const { search } = page.server.asked.find(({ path }) => path === '/v1/audit-log/export')!;
    expect(search.get('what')).toBe('agent');
  });

  it('says how many changes are too many, until the filters change', async () => {
    const page = await open();
    const errors = [{ field: '', code: 'too-many-changes', params: { maximum: 10_000 }, message: 'many' }];
    page.server.refuses(exported, 422, 'invalid', { errors });
    await page.user.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('More than 10000 changes. Choose a shorter time.')).toBeTruthy();
    await pick(page, 'Kind', 'Agent');
    await waitFor(() => expect(screen.queryByText(/^More than/)).toBeNull());
    expect(savedFiles).toEqual([]);
  });

  it('says so when the service is gone', async () => {
    const page = await open();
    page.server.plays(exported, 'nothing');
    await page.user.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText(/isn’t available right now/)).toBeTruthy();
  });
});
