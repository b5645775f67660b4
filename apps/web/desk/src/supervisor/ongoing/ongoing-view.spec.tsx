import { screen, waitFor, within } from '@testing-library/react';
import { ongoingConversation, ongoingOf } from '../../../../../../tools/screenshots/supervisor-scene';
import { DeskPage } from '../../desk-page.fixture';
import { OngoingView } from './ongoing-view';

const route = 'POST /v1/supervisor/conversations/search';
const last = (page: DeskPage) => page.server.bodiesOf(route).at(-1);
/** What the page has asked for to move conversations. */
const moved = (page: DeskPage) =>
  page.server.asked.flatMap(({ path, body }) => {
    const [conversationId, verb] = path.split('/').slice(-2);
    return verb === 'assign' || verb === 'transfer' ? [[verb, conversationId, body]] : [];
  });
const rows = async () => (await screen.findAllByRole('row')).slice(1);
const box = (name: string) => screen.findByRole('checkbox', { name: `Select ${name}` });
const press = async (page: DeskPage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));

async function open(workstreamId: string | null = null): Promise<DeskPage> {
  const page = await DeskPage.open({
    at: '#/supervisor',
    content: <OngoingView workstreamId={workstreamId} />,
  });
  await rows();
  return page;
}

/** Opens the dialog to assign these conversations. */
async function assign(...names: string[]): Promise<DeskPage> {
  const page = await open();
  for (const name of names) await page.user.click(await box(name));
  await press(page, 'Assign to agent');
  return page;
}

async function choose(page: DeskPage, name: RegExp): Promise<void> {
  const shown = within(await screen.findByRole('dialog'));
  await page.user.click(await shown.findByRole('radio', { name }));
  await page.user.click(shown.getByRole('button', { name: 'Assign to agent' }));
}

describe('the ongoing conversations', () => {
  it('show what each needs, with whom it is, and how it began', async () => {
    await open();
    const [omar, sofia, nobody] = (await rows()).map(({ textContent }) => textContent);
    expect(omar).toMatch(/^Disconnected.*leftOmar Haddad.*My parcel says.*Ben OkaforAgent disconnected/);
    expect(sofia).toMatch(/^Waiting in queueWaiting for 3 min.*Sofia Marino.*No agentOrders and delivery/);
    expect(nobody).toContain('Anonymous customer');
  });

  it('are counted by status', async () => {
    await open();
    const names = within(screen.getByRole('group', { name: 'Status' })).getAllByRole('button');
    expect(names.map(({ textContent }) => textContent)).toEqual([
      'All (6)',
      'Waiting in queue (2)',
      'Active (2)',
      'Disconnected (1)',
      'Wrap-up (1)',
    ]);
  });

  it('are asked for in the order of what needs attention, a page at a time', async () => {
    const page = await open('orders');
    expect(page.server.bodiesOf(route)[0]).toEqual({ order: 'need', workstreamId: 'orders', limit: 25 });
  });

  it('are filtered by the service', async () => {
    const page = await open();
    await press(page, 'Waiting in queue (2)');
    await waitFor(() => expect(last(page)).toMatchObject({ status: 'waiting' }));
    await page.user.type(screen.getByRole('searchbox'), ' sofia ');
    await waitFor(() => expect(last(page)).toMatchObject({ status: 'waiting', search: 'sofia' }));
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Newest first');
    await waitFor(() => expect(last(page)).toMatchObject({ order: 'newest', search: 'sofia' }));
  });

  it('say that none match, and show all again in the same order', async () => {
    const page = await open();
    page.server.plays(route, ({ body }) => ({
      json: 'search' in (body as object) ? ongoingOf([]) : page.supervision.ongoing(),
    }));
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Oldest first');
    await page.user.type(screen.getByRole('searchbox'), 'nobody');
    expect(await screen.findByText('No conversations match.')).toBeTruthy();
    await press(page, 'Clear search and filter');
    await waitFor(async () => expect(await rows()).toHaveLength(6));
    expect(last(page)).toEqual({ order: 'oldest', limit: 25 });
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  });

  it('say that there are none', async () => {
    const page = await open();
    page.server.plays(route, { json: ongoingOf([]) });
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Oldest first');
    expect(await screen.findByText('No ongoing conversations')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Clear search and filter' })).toBeNull();
  });

  it('are turned page by page, and back', async () => {
    const page = await open();
    page.server.plays(route, ({ body }) => ({
      json:
        'cursor' in (body as object)
          ? ongoingOf([ongoingConversation('o7', 1, { customerName: 'Zoe Last' })])
          : { ...page.supervision.ongoing(), nextCursor: 'second' },
    }));
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Oldest first');
    await press(page, 'Next page');
    expect(await screen.findByText('Zoe Last')).toBeTruthy();
    expect(last(page)).toMatchObject({ cursor: 'second', order: 'oldest' });
    expect(screen.getByText('Page 2')).toBeTruthy();
    await press(page, 'Previous page');
    expect(await screen.findByText('Omar Haddad')).toBeTruthy();
  });

  it('go back to the first page when a later one is empty', async () => {
    const page = await open();
    page.server.plays(route, ({ body }) => ({
      json:
        'cursor' in (body as object)
          ? ongoingOf([])
          : { ...page.supervision.ongoing(), nextCursor: 'second' },
    }));
    await page.user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Oldest first');
    await press(page, 'Next page');
    await waitFor(() =>
      expect(page.server.bodiesOf(route)).toContainEqual(expect.objectContaining({ cursor: 'second' })),
    );
    expect(await screen.findByText('Page 1')).toBeTruthy();
    expect(await rows()).toHaveLength(6);
  });

  it('say why they cannot be read', async () => {
    const page = await DeskPage.open({ at: '#/supervisor', content: null });
    page.server.refuses(route, 403, 'forbidden');
    await page.showPart(<OngoingView workstreamId={null} />);
    expect(await screen.findByText(/^Your role doesn’t allow this\./)).toBeTruthy();
  });
});

describe('assigning ongoing conversations', () => {
  it('is possible only where another agent can get them', async () => {
    await open();
    expect(await box('Sofia Marino')).toHaveProperty('disabled', false);
    expect(await box('Jan Novák')).toHaveProperty('disabled', true);
  });

  it('asks for nothing while none is selected', async () => {
    const page = await open();
    await press(page, 'Assign to agent');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('needs an agent, and one who is connected and has capacity', async () => {
    await assign('Sofia Marino');
    const shown = within(await screen.findByRole('dialog', { name: 'Assign 1 conversation' }));
    expect(await shown.findByRole('radio', { name: /Dev Patel.*80 units available/ })).toHaveProperty(
      'disabled',
      false,
    );
    expect(shown.getByRole('radio', { name: /Anna Berg.*no capacity/ })).toHaveProperty('disabled', true);
    expect(shown.getByRole('radio', { name: /Ben Okafor.*not connected/ })).toHaveProperty('disabled', true);
    expect(shown.getByRole('button', { name: 'Assign to agent' })).toHaveProperty('disabled', true);
  });

  it('tells for each what became of it', async () => {
    const page = await assign('Sofia Marino', 'Omar Haddad');
    page.server.refuses('POST /v1/supervisor/conversations/o1/transfer', 409, 'no-free-capacity');
    await choose(page, /Dev Patel/);
    const results = await screen.findByRole('list', { name: 'Assigned' });
    await waitFor(() => expect(results.textContent).toMatch(/Sofia Marino: Assigned to Dev Patel\./));
    expect(results.textContent).toMatch(/Omar Haddad: Not enough capacity for this conversation\./);
    expect(screen.getByText('Assigned 1 of 2')).toBeTruthy();
    expect(moved(page)).toEqual([
      ['transfer', 'o1', { toAgentId: 'dev patel' }],
      ['assign', 'o2', { toAgentId: 'dev patel' }],
    ]);
    expect(await box('Sofia Marino')).toHaveProperty('checked', false);
    await press(page, 'Dismiss');
    expect(screen.queryByRole('list', { name: 'Assigned' })).toBeNull();
  });

  it('waits for the answer, and does not begin again meanwhile', async () => {
    const page = await assign('Sofia Marino');
    page.server.plays('POST /v1/supervisor/conversations/o2/assign', 'later');
    await choose(page, /Dev Patel/);
    expect(await screen.findByText('In progress…')).toBeTruthy();
    await page.user.click(await box('Omar Haddad'));
    await press(page, 'Assign to agent');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is cancelled without a trace', async () => {
    const page = await assign('Sofia Marino');
    await page.user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(moved(page)).toEqual([]);
    expect(await box('Sofia Marino')).toHaveProperty('checked', true);
  });
});
