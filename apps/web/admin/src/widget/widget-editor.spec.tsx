import { screen, waitFor, within } from '@testing-library/react';
import { ConsolePage } from '../console-page.fixture';

const route = 'PUT /v1/widgets/shop';
const dialog = async () => within(await screen.findByRole('dialog'));
const sent = (page: ConsolePage) => page.server.bodiesOf(route);
const tab = async (page: ConsolePage, name: string | RegExp) =>
  page.user.click((await dialog()).getByRole('tab', { name }));
const save = async (page: ConsolePage) =>
  page.user.click((await dialog()).getByRole('button', { name: 'Save and close' }));
const field = async (name: RegExp) => (await dialog()).findByRole<HTMLInputElement>('textbox', { name });

async function open(roles: ('administrator' | 'supervisor')[] = ['administrator']): Promise<ConsolePage> {
  const page = await ConsolePage.open('workstreams/orders/widgets/shop', { roles });
  await dialog();
  return page;
}

describe('the Chat channel settings', () => {
  it('have an address of their own, and closing them leads back', async () => {
    const page = await ConsolePage.open('workstreams/orders');
    await page.user.click(await screen.findByRole('button', { name: 'Edit Contoso shop' }));
    expect(location.hash).toBe('#/workstreams/orders/widgets/shop');
    await page.user.click((await dialog()).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(location.hash).toBe('#/workstreams/orders'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('save what was changed on several tabs at once', async () => {
    const page = await open();
    await page.user.type(await field(/^Name/), ' (new)');
    await page.user.click((await dialog()).getByRole('switch', { name: 'Show position in queue' }));
    await tab(page, 'Chat widget');
    await page.user.click((await dialog()).getByRole('switch', { name: /^Play sound/ }));
    await page.user.clear(await field(/^Keep chats across/));
    await save(page);
    expect(await screen.findByText('Contoso shop (new) saved.')).toBeTruthy();
    expect(sent(page)).toEqual([
      expect.objectContaining({
        name: 'Contoso shop (new)',
        showPositionInQueue: true,
        notifications: { showCount: true, playSound: false },
        sharedDomain: null,
        workstreamId: 'orders',
      }),
    ]);
  });

  it('mark the tab with what is wrong, and open it', async () => {
    const page = await open();
    await page.user.clear(await field(/^Name/));
    await tab(page, 'Code snippet');
    await save(page);
    expect(await field(/^Name/)).toHaveProperty('value', '');
    expect((await dialog()).getByRole('tab', { name: /Basics/ }).innerHTML).toContain(
      'has fields to correct',
    );
    expect((await dialog()).getByRole('tab', { name: 'Chat widget' }).innerHTML).not.toContain('has fields');
    expect(sent(page)).toEqual([]);
  });

  it('write the shared domain in lower case', async () => {
    const page = await open();
    await tab(page, 'Chat widget');
    await page.user.clear(await field(/^Keep chats across/));
    await page.user.type(await field(/^Keep chats across/), 'Contoso.EXAMPLE');
    await save(page);
    await waitFor(() => expect(sent(page)).toHaveLength(1));
    expect(sent(page)[0]).toMatchObject({ sharedDomain: 'contoso.example' });
  });

  it('give the code for the pages of the portal', async () => {
    const page = await open();
    await tab(page, 'Code snippet');
    const code = (await dialog()).getByText(/<script/).textContent;
    expect(code).toContain('https://chat.contoso.example');
    expect(code).toContain('shop');
    expect(code).toContain('data-follow');
  });

  it('tell who has changed what', async () => {
    const page = await open();
    await tab(page, 'Audit history');
    expect(await (await dialog()).findByText(/^Robin changed chat widget/)).toBeTruthy();
    const asked = page.server.asked.filter(({ path }) => path === '/v1/audit-log').at(-1)!;
    expect([asked.search.get('what'), asked.search.get('id')]).toEqual(['widget', 'shop']);
  });

  it('are only read by supervisors', async () => {
    const page = await open(['supervisor']);
    expect((await dialog()).getByText('You have read-only access.')).toBeTruthy();
    await page.user.type(await field(/^Name/), '!');
    expect((await field(/^Name/)).value).toBe('Contoso shop');
    expect((await dialog()).queryByRole('button', { name: 'Save and close' })).toBeNull();
  });

  it('ask before they discard a change, and keep it when the person stays', async () => {
    const page = await open();
    await page.user.type(await field(/^Name/), '!');
    await page.user.click((await dialog()).getByRole('button', { name: 'Close' }));
    const question = within(await screen.findByRole('dialog', { name: 'Discard your changes?' }));
    await page.user.click(question.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByText('Discard your changes?')).toBeNull());
    expect((await field(/^Name/)).value).toBe('Contoso shop!');
  });
});
