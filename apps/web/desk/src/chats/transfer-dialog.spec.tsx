import { screen, waitFor, within } from '@testing-library/react';
import { deskScene } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';

const dialog = async () =>
  within(await screen.findByRole('dialog', { name: /^Transfer the conversation with/ }));

async function openDialog(at = '#/chats/c1-mia', status: object = {}): Promise<DeskPage> {
  const scene = deskScene();
  const page = await DeskPage.open({ at, scene: { ...scene, status: { ...scene.status, ...status } } });
  await screen.findByRole('log');
  await page.user.keyboard('{Alt>}[KeyT]{/Alt}');
  await dialog();
  return page;
}

describe('the transfer to another agent', () => {
  it('asks for the current list of agents', async () => {
    const page = await openDialog();
    await waitFor(() => expect(page.sent('status').length).toBeGreaterThan(0));
  });

  it('offers only agents who can take it', async () => {
    await openDialog();
    const radios = (await dialog()).getAllByRole<HTMLInputElement>('radio');
    expect(radios.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['ben', false],
      ['carla', true],
      ['dev', false],
    ]);
    expect((await dialog()).queryByText(/^No agent can take/)).toBeNull();
  });

  it('offers nobody who is offline, whatever capacity they have', async () => {
    const eva = { agentId: 'eva', name: 'Eva', presence: 'offline', freeUnits: 9 };
    await openDialog('#/chats/c1-mia', { colleagues: [eva] });
    expect((await dialog()).getByRole('radio')).toHaveProperty('disabled', true);
    expect((await dialog()).getByText(/^No agent can take chats right now\./)).toBeTruthy();
  });

  it('goes to the chosen agent, and shows the list', async () => {
    const page = await openDialog();
    const shown = await dialog();
    expect(shown.getByRole('button', { name: 'Transfer' })).toHaveProperty('disabled', true);
    await page.user.click(shown.getByRole('radio', { name: /Ben Okafor/ }));
    await page.user.click(shown.getByRole('button', { name: 'Transfer' }));
    await waitFor(() =>
      expect(page.sent('transfer')).toEqual([{ conversationId: 'c1-mia', toAgentId: 'ben' }]),
    );
    await waitFor(() => expect(location.hash).toBe('#/chats'));
  });

  it('stays open when it is refused', async () => {
    const page = await openDialog();
    page.refuses('transfer', 'no-free-capacity');
    const shown = await dialog();
    await page.user.click(shown.getByRole('radio', { name: /Dev Patel/ }));
    await page.user.click(shown.getByRole('button', { name: 'Transfer' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('says what happens to the time limit only while the customer is away', async () => {
    await openDialog('#/chats/c2-omar');
    expect((await dialog()).getByText(/time limit and the capacity on hold move to that agent/)).toBeTruthy();
  });

  it('says that nobody else is signed in', async () => {
    await openDialog('#/chats/c1-mia', { colleagues: [] });
    expect((await dialog()).getByText(/No other agents/)).toBeTruthy();
  });
});
