import { screen, waitFor, within } from '@testing-library/react';
import { adminScene } from '../../../../../tools/screenshots/admin-scene';
import { ConsolePage } from '../console-page.fixture';

const address = 'https://chat.contoso.example/try/shop?key=k';
const dialog = async () => within(await screen.findByRole('dialog', { name: 'Try this widget' }));
type Scene = ReturnType<typeof adminScene>;

async function tryOut(
  name = 'Contoso shop',
  change: (things: Scene['things']) => object = () => ({}),
): Promise<ConsolePage> {
  const scene = adminScene();
  const things = { ...scene.things, ...change(scene.things) };
  const page = await ConsolePage.open('workstreams/orders', { scene: { ...scene, things } });
  for (const id of ['shop', 'portal'])
    page.server.plays(`POST /v1/widgets/${id}/try`, { json: { url: address } });
  await page.user.click(await screen.findByRole('button', { name: `Try ${name}` }));
  return page;
}

describe('trying a chat widget', () => {
  it('opens its page in a tab of its own', async () => {
    const page = await tryOut();
    const link = await (await dialog()).findByRole('link', { name: 'Open the page' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([address, '_blank']);
    expect((await dialog()).queryByText(/inactive|No active agents/)).toBeNull();
    await page.user.click((await dialog()).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says that customers must sign in at the portal', async () => {
    await tryOut('Customer portal');
    expect(
      await (await dialog()).findByText(/^Customers of this chat widget must sign in at your portal\./),
    ).toBeTruthy();
  });

  it('says that nobody can answer', async () => {
    await tryOut('Contoso shop', () => ({ agents: [] }));
    expect(await (await dialog()).findByText(/^No active agents are in this workstream/)).toBeTruthy();
  });

  it('says that no chat can start', async () => {
    await tryOut('Contoso shop', ({ workstreams, widgets }) => ({
      workstreams: workstreams.map((one) => ({ ...one, active: false })),
      widgets: widgets.map((one) => ({ ...one, active: false })),
    }));
    expect(await (await dialog()).findByText(/^This chat widget is inactive\./)).toBeTruthy();
    expect(
      (await dialog()).getByText(/^The workstream is inactive, so new chats can’t be started\./),
    ).toBeTruthy();
  });

  it('is not possible without a gateway', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    page.server.plays('POST /v1/widgets/shop/try', { json: { url: null } });
    await page.user.click(await screen.findByRole('button', { name: 'Try Contoso shop' }));
    expect(await (await dialog()).findByText(/^The gateway address isn’t configured/)).toBeTruthy();
    expect((await dialog()).queryByRole('link')).toBeNull();
  });

  it('says why it is refused', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    page.server.refuses('POST /v1/widgets/shop/try', 429, 'too-many');
    await page.user.click(await screen.findByRole('button', { name: 'Try Contoso shop' }));
    expect(await (await dialog()).findByText(/^Too many attempts/)).toBeTruthy();
    expect((await dialog()).getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('is for administrators', async () => {
    await ConsolePage.open('workstreams/orders', { roles: ['supervisor'] });
    await screen.findByRole('button', { name: 'Edit Contoso shop' });
    expect(screen.queryByRole('button', { name: 'Try Contoso shop' })).toBeNull();
  });
});
