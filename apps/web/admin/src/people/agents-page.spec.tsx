import { screen, waitFor, within } from '@testing-library/react';
import { adminScene, emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const rows = () => screen.findAllByRole('row');
const names = async () => (await rows()).slice(1).map((row) => row.querySelector('button')?.textContent);
const dialog = async () => within(await screen.findByRole('dialog'));
const anna = 'PUT /v1/agents/anna';

async function editAnna(options: Parameters<typeof ConsolePage.open>[1] = {}): Promise<ConsolePage> {
  const page = await ConsolePage.open('agents', options);
  await page.user.click(await screen.findByRole('button', { name: 'Anna' }));
  await dialog();
  return page;
}

const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));
const nameField = async () => (await dialog()).getByRole('textbox', { name: /^Display name/ });

describe('the list of agents', () => {
  it('shows the active agents, and the others on demand', async () => {
    const page = await ConsolePage.open('agents');
    await waitFor(async () => expect(await names()).toHaveLength(7));
    await page.user.click(screen.getByLabelText('Show inactive'));
    await waitFor(async () => expect(await names()).toContain('Dana'));
  });

  it('finds agents by name', async () => {
    const page = await ConsolePage.open('agents');
    await rows();
    await page.user.type(screen.getByRole('searchbox'), 'hugo');
    await waitFor(async () => expect(await names()).toEqual(['Hugo']));
  });

  it('says how to begin while there is none', async () => {
    await ConsolePage.open('agents', { scene: emptyScene() });
    expect(await screen.findByText('No agents')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'New agent' })).toHaveLength(1);
  });

  it('lets supervisors read, but not add', async () => {
    const page = await ConsolePage.open('agents', { roles: ['supervisor'] });
    await page.user.click(await screen.findByRole('button', { name: 'Anna' }));
    expect((await dialog()).getByText('You have read-only access.')).toBeTruthy();
    expect((await dialog()).queryByRole('button', { name: 'Save and close' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'New agent', hidden: true })).toBeNull();
  });

  it('offers to try again when it cannot be read', async () => {
    const page = await ConsolePage.open('home');
    page.server.refuses('GET /v1/agents', 403, 'forbidden');
    page.goTo('agents');
    const again = await screen.findByRole('button', { name: 'Try again' });
    page.server.plays('GET /v1/agents', { json: { items: [], nextCursor: null } });
    await page.user.click(again);
    expect(await screen.findByText('No agents')).toBeTruthy();
  });
});

describe('the editor of an agent', () => {
  it('saves what was changed, with the version that was read', async () => {
    const page = await editAnna();
    await page.user.type(await nameField(), ' Berg');
    await save(page);
    expect(await screen.findByText('Anna Berg saved.')).toBeTruthy();
    expect(page.server.bodiesOf(anna)).toEqual([
      expect.objectContaining({ displayName: 'Anna Berg', maxUnits: 4 }),
    ]);
    const { headers } = page.server.asked.find(({ method }) => method === 'PUT')!;
    expect(headers.get('If-Match')).toBe('"3"');
    expect(headers.get('Authorization')).toBe('Bearer of-the-stage');
  });

  it('does not send what is not valid, and says where', async () => {
    const page = await editAnna();
    await page.user.clear(await nameField());
    await save(page);
    expect((await dialog()).getByText('Can’t save. Correct 1 field, and then try again.')).toBeTruthy();
    expect(await nameField()).toHaveProperty('value', '');
    expect(page.server.bodiesOf(anna)).toEqual([]);
  });

  it('shows a problem that only the service finds at its field', async () => {
    const page = await editAnna();
    const errors = [{ field: '/displayName', code: 'too-long', params: { maximum: 5 }, message: 'too long' }];
    page.server.refuses(anna, 422, 'invalid', { errors });
    await page.user.type(await nameField(), ' Berg');
    await save(page);
    await waitFor(async () => expect((await nameField()).getAttribute('aria-invalid')).toBe('true'));
    expect((await dialog()).getByText(/Correct 1 field/)).toBeTruthy();
  });

  it('says why nothing was saved, and keeps the draft', async () => {
    const page = await editAnna();
    page.server.refuses(anna, 403, 'forbidden');
    await page.user.type(await nameField(), ' Berg');
    await save(page);
    expect((await dialog()).getByText('Can’t save.')).toBeTruthy();
    expect(await nameField()).toHaveProperty('value', 'Anna Berg');
  });

  it('warns of a maximum below what a conversation takes', async () => {
    const page = await editAnna({ scene: withDearWorkstream() });
    const maximum = (await dialog()).getByRole('textbox', { name: /^Maximum/ });
    await page.user.clear(maximum);
    await page.user.type(maximum, '2');
    expect((await dialog()).queryByText(/takes more capacity units/)).toBeNull();
    await page.user.clear(maximum);
    await page.user.type(maximum, '1');
    expect((await dialog()).getByText(/A conversation in Orders takes more capacity units/)).toBeTruthy();
  });

  it('asks nothing without changes', async () => {
    const page = await editAnna();
    await page.user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByText('Discard your changes?')).toBeNull();
  });

  it('creates a new agent once, with an id of its own', async () => {
    const page = await ConsolePage.open('agents');
    await page.user.click(await screen.findByRole('button', { name: 'New agent' }));
    await page.user.type(await nameField(), 'Ida');
    await save(page);
    expect(await screen.findByText('Ida saved.')).toBeTruthy();
    expect(page.server.bodiesOf('POST /v1/agents')).toEqual([
      expect.objectContaining({ displayName: 'Ida', active: true, agentId: expect.stringMatching(/.{8}/) }),
    ]);
  });
});

function withDearWorkstream() {
  const scene = adminScene();
  const [orders, ...others] = scene.things.workstreams;
  const workstreams = [{ ...orders!, unitsPerConversation: 2 }, ...others];
  return { ...scene, things: { ...scene.things, workstreams } };
}
