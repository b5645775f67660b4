import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { supervisorScene } from '../../../../../../tools/screenshots/supervisor-scene';
import { DeskPage } from '../../desk-page.fixture';
import { HandOverDialog } from './hand-over-dialog';

const route = 'GET /v1/supervisor/agents';
const onConfirm = jest.fn();
const onClose = jest.fn();
const dialog = async () => within(await screen.findByRole('dialog'));
const transfer = async () => (await dialog()).getByRole<HTMLButtonElement>('button', { name: 'Transfer' });
const choices = async () =>
  (await (await dialog()).findAllByRole('radio')).map((radio) => (radio as HTMLInputElement).value);

beforeEach(() => {
  onConfirm.mockReset();
  onClose.mockReset();
});

/** Opens the dialog for the disconnected customers of the scene with these ids. */
async function open(
  ids: readonly string[],
  ready: (page: DeskPage) => void = () => undefined,
): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/supervisor', content: null });
  ready(page);
  const windows = supervisorScene()
    .windows()
    .windows.filter(({ conversationId }) => ids.includes(conversationId));
  await page.showPart(<HandOverDialog windows={windows} onConfirm={onConfirm} onClose={onClose} />);
  return page;
}

describe('the transfer of disconnected customers', () => {
  it('says how much capacity it needs', async () => {
    await open(['w1', 'w4']);
    expect((await dialog()).getByText('Transfer 2 conversations')).toBeTruthy();
    expect((await dialog()).getByText('Capacity needed: 30 units')).toBeTruthy();
  });

  it('says that nobody can get a customer without an agent', async () => {
    await open(['w1', 'w5']);
    expect((await dialog()).getByText('Transfer 1 conversation')).toBeTruthy();
    expect((await dialog()).getByText(/^1 of them has no agent and can’t be transferred\./)).toBeTruthy();
  });

  it('offers the best agents first, and never the one who has them all', async () => {
    await open(['w1']);
    expect(await choices()).toEqual(['dev patel', 'carla rossi', 'eva lindqvist', 'ben']);
  });

  it('needs an agent who can take it', async () => {
    const page = await open(['w1']);
    await (await dialog()).findAllByRole('radio');
    expect((await transfer()).disabled).toBe(true);
    await page.user.click((await dialog()).getByRole('radio', { name: /Dev Patel/ }));
    await page.user.click(await transfer());
    expect(onConfirm).toHaveBeenCalledWith(expect.objectContaining({ agentId: 'dev patel' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('finds one of many agents by a part of the name', async () => {
    const page = await open(['w1'], ({ server, supervision }) => {
      const { agents, ...rest } = supervision.agents();
      const more = Array.from({ length: 8 }, (_, place) => ({
        ...agents[3]!,
        agentId: `a${place}`,
        name: `Agent Éva ${place}`,
      }));
      server.plays(route, { json: { ...rest, agents: [...agents, ...more] } });
    });
    await page.user.type(await (await dialog()).findByRole('searchbox', { name: 'Find an agent' }), 'eva 3');
    await waitFor(async () => expect(await choices()).toEqual(['a3']));
    await page.user.clear((await dialog()).getByRole('searchbox'));
    await page.user.type((await dialog()).getByRole('searchbox'), 'nobody');
    expect(await (await dialog()).findByText('No agents found.')).toBeTruthy();
  });

  it('says that nobody else is signed in', async () => {
    await open(['w1'], ({ server, supervision }) => {
      const { agents, ...rest } = supervision.agents();
      server.plays(route, { json: { ...rest, agents: agents.slice(0, 1) } });
    });
    expect(await (await dialog()).findByText('No other agents are signed in.')).toBeTruthy();
    expect((await transfer()).disabled).toBe(true);
  });

  it('says that no agent can take them, and only then', async () => {
    const sentence = /^No agent can take chats right now\./;
    await open(['w1'], ({ server, supervision }) => {
      const { agents, ...rest } = supervision.agents();
      const full = agents.map((one) => ({ ...one, usedUnits: one.maxUnits }));
      server.plays(route, { json: { ...rest, agents: full } });
    });
    expect(await (await dialog()).findByText(sentence)).toBeTruthy();
    cleanup();
    await open(['w1']);
    await choices();
    expect((await dialog()).queryByText(sentence)).toBeNull();
  });

  it('says why the agents cannot be read', async () => {
    await open(['w1'], ({ server }) => {
      server.refuses(route, 403, 'forbidden');
    });
    expect(await (await dialog()).findByText(/^Your role doesn’t allow this\./)).toBeTruthy();
  });
});
