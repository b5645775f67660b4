import { screen, within } from '@testing-library/react';
import { adminScene, emptyScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const route = 'PUT /v1/workstreams/orders';
const dialog = async () => within(await screen.findByRole('dialog'));
const press = async (page: ConsolePage, name: string) =>
  page.user.click(await screen.findByRole('button', { name }));
const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));
const field = async (name: RegExp) => (await dialog()).getByRole<HTMLInputElement>('textbox', { name });
const sent = (page: ConsolePage) => page.server.bodiesOf(route);

async function edit(): Promise<ConsolePage> {
  const page = await ConsolePage.open('workstreams/orders');
  await press(page, 'Edit Workstream settings');
  await dialog();
  return page;
}

async function type(page: ConsolePage, name: RegExp, text: string): Promise<void> {
  const input = await field(name);
  await page.user.clear(input);
  if (text !== '') await page.user.type(input, text);
}

describe('a workstream', () => {
  it('shows its settings as people say them', async () => {
    await ConsolePage.open('workstreams/orders');
    await screen.findByText('Custom time: 5 minutes');
    expect(screen.getByText('1 unit')).toBeTruthy();
    expect(screen.getByText('15 minutes')).toBeTruthy();
    expect(screen.getByText('Chats are assigned immediately')).toBeTruthy();
    expect(screen.getAllByText('No time limit')).toHaveLength(2);
  });

  it('shows its agents and chat widgets', async () => {
    await ConsolePage.open('workstreams/orders');
    const agents = await screen.findByRole('list', { name: 'Agents in this workstream' });
    expect(
      within(agents)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Anna', 'Ben', 'Elif', 'Farid', 'Hugo']);
    expect(screen.getByText('Reconnect on: 15 minutes')).toBeTruthy();
    expect(screen.getByText('Reconnect off')).toBeTruthy();
    expect(screen.getByText('Sign-in required')).toBeTruthy();
  });

  it('says what is missing before chats can start', async () => {
    const scene = {
      ...emptyScene(),
      things: { ...emptyScene().things, workstreams: adminScene().things.workstreams },
    };
    await ConsolePage.open('workstreams/orders', { scene });
    expect(await screen.findByText('No chat widgets')).toBeTruthy();
    expect(screen.getByText('No quick replies')).toBeTruthy();
    expect(screen.getByText('No agents. Chats will wait in queue until you assign agents.')).toBeTruthy();
  });

  it('says that no chat can start while it is inactive', async () => {
    const scene = adminScene();
    const workstreams = scene.things.workstreams.map((one) => ({ ...one, active: false }));
    await ConsolePage.open('workstreams/orders', {
      scene: { ...scene, things: { ...scene.things, workstreams } },
    });
    expect(await screen.findByText(/^Inactive\. New chats can’t start\./)).toBeTruthy();
  });

  it('is only read by supervisors', async () => {
    const page = await ConsolePage.open('workstreams/orders', { roles: ['supervisor'] });
    await press(page, 'Details');
    expect((await dialog()).getByText('You have read-only access.')).toBeTruthy();
    expect((await dialog()).queryByRole('button', { name: 'Save and close' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Copy workstream', hidden: true })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Assign agents', hidden: true })).toBeNull();
  });
});

describe('the editor of a workstream', () => {
  it('saves times in seconds, lists without repetitions, and blank fields as none', async () => {
    const page = await edit();
    await type(page, /^Close wrap-up automatically/, '20');
    await type(page, /^Dispositions/, 'Solved\n\n Solved \nNot solved');
    await type(page, /^Time to accept a chat/, '30');
    await type(page, /^Keep transcripts/, '90');
    await save(page);
    expect(await screen.findByText('Orders saved.')).toBeTruthy();
    expect(sent(page)).toEqual([
      expect.objectContaining({
        name: 'Orders',
        autoCloseSeconds: 1_200,
        dispositions: ['Solved', 'Not solved'],
        offerSeconds: 30,
        keepTranscriptsDays: 90,
      }),
    ]);
  });

  it('keeps the draft while the service is gone, and saves it afterwards', async () => {
    const page = await edit();
    await type(page, /^Name/, 'Orders and returns');
    page.server.plays(route, 'nothing');
    await save(page);
    expect(await (await dialog()).findByRole('alert')).toBeTruthy();
    expect((await field(/^Name/)).value).toBe('Orders and returns');
    page.server.plays(route, { json: {} });
    await save(page);
    expect(await screen.findByText('Orders and returns saved.')).toBeTruthy();
    expect(sent(page)).toHaveLength(2);
  });
});

describe('copying a workstream', () => {
  const copied = (page: ConsolePage) =>
    page.server.asked.filter(({ method, path }) => method !== 'GET' && path.includes('copy'));

  async function copy(): Promise<ConsolePage> {
    const page = await ConsolePage.open('workstreams/orders');
    await press(page, 'Copy workstream');
    return page;
  }

  it('proposes a name, leaves the agents unless wanted, and opens the copy', async () => {
    const page = await copy();
    expect((await field(/^Name/)).value).toBe('Copy of Orders');
    await type(page, /^Name/, ' Wholesale ');
    await page.user.click((await dialog()).getByRole('switch', { name: 'Assign the same agents' }));
    await page.user.click((await dialog()).getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Wholesale was created.')).toBeTruthy();
    expect(copied(page)[0]?.body).toMatchObject({ name: 'Wholesale', withAgents: true });
    expect(location.hash).toMatch(/^#\/workstreams\/(?!orders)[\w-]+$/);
  });

  it('needs a name', async () => {
    const page = await copy();
    await type(page, /^Name/, ' ');
    await page.user.click((await dialog()).getByRole('button', { name: 'Copy' }));
    expect(copied(page)).toEqual([]);
  });

  it('asks for the same copy again after a lost answer', async () => {
    const page = await copy();
    const normal = globalThis.fetch;
    globalThis.fetch = (async (url: string, init?: RequestInit) => {
      const answer = await normal(url, init);
      if (init?.method === undefined || init.method === 'GET') return answer;
      globalThis.fetch = normal;
      throw new TypeError('the answer was lost');
    }) as typeof fetch;
    await page.user.click((await dialog()).getByRole('button', { name: 'Copy' }));
    expect(await (await dialog()).findByText(/No change was confirmed\./)).toBeTruthy();
    await page.user.click((await dialog()).getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copy of Orders was created.')).toBeTruthy();
    const [first, second] = copied(page);
    expect(second).toMatchObject({ path: first?.path, body: first?.body });
  });
});

describe('assigning agents to a workstream', () => {
  const put = (page: ConsolePage) =>
    page.server.asked.flatMap(({ method, path, body }) => (method === 'PUT' ? [[path, body]] : []));

  async function assign(...names: string[]): Promise<ConsolePage> {
    const page = await ConsolePage.open('workstreams/orders');
    await press(page, 'Assign agents');
    for (const name of names) await page.user.click(await (await dialog()).findByRole('checkbox', { name }));
    return page;
  }

  it('changes only the agents that come and go', async () => {
    const page = await assign('Chidi', 'Ben');
    expect((await dialog()).getByText('Add 1, remove 1')).toBeTruthy();
    await page.user.click((await dialog()).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('2 agents were changed.')).toBeTruthy();
    expect(put(page)).toHaveLength(2);
    expect(put(page)).toEqual(
      expect.arrayContaining([
        ['/v1/agents/chidi', expect.objectContaining({ workstreamIds: ['returns', 'orders'] })],
        ['/v1/agents/ben', expect.objectContaining({ workstreamIds: ['returns'] })],
      ]),
    );
  });

  it('saves nothing without a change', async () => {
    const page = await assign('Chidi', 'Chidi');
    expect((await dialog()).getByText('Add 0, remove 0')).toBeTruthy();
    await page.user.click((await dialog()).getByRole('button', { name: 'Save' }));
    expect(put(page)).toEqual([]);
  });

  it('says how many could not be changed', async () => {
    const page = await assign('Chidi', 'Ben');
    page.server.refuses('PUT /v1/agents/ben', 412, 'version-conflict');
    await page.user.click((await dialog()).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('1 agent was changed.')).toBeTruthy();
    expect(await screen.findByText('1 agent couldn’t be changed.')).toBeTruthy();
  });
});
