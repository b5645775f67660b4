import { screen, waitFor, within } from '@testing-library/react';
import type { ClosingChoices } from '@rejoin/contracts';
import { DeskPage } from '../desk-page.fixture';

const form = async () => within(await screen.findByRole('region', { name: 'Wrap-up' }));
const note = async () => (await form()).getByRole<HTMLTextAreaElement>('textbox', { name: 'Internal note' });
const jan = { conversationId: 'c5-jan' };

async function openWrapUp(choices?: Partial<ClosingChoices>): Promise<DeskPage> {
  const none: ClosingChoices = { dispositions: [], dispositionRequired: false, tags: [] };
  const page = await DeskPage.open({ content: null });
  if (choices)
    page.server.plays('GET /v1/history/workstreams/orders/closing', { json: { ...none, ...choices } });
  await page.showDesk('#/chats/c5-jan');
  await note();
  return page;
}

describe('the note of an ended conversation', () => {
  it('is added, and the field is empty then', async () => {
    const page = await openWrapUp();
    await page.user.type(await note(), 'Send the label.');
    await page.user.click((await form()).getByRole('button', { name: 'Add note' }));
    expect(await screen.findByText('Note added.')).toBeTruthy();
    expect(page.sent('note')).toEqual([{ ...jan, text: 'Send the label.' }]);
    expect((await note()).value).toBe('');
    expect(page.sent('close-conversation')).toEqual([]);
  });

  it('cannot be added without a text', async () => {
    await openWrapUp();
    expect((await form()).getByRole('button', { name: 'Add note' })).toHaveProperty('disabled', true);
  });

  it('stays in the field when it is refused, and the conversation stays open', async () => {
    const page = await openWrapUp();
    page.refuses('note', 'not-your-conversation');
    await page.user.type(await note(), 'Send the label.');
    await page.user.click((await form()).getByRole('button', { name: 'Save note and close' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect((await note()).value).toBe('Send the label.');
    expect(page.sent('close-conversation')).toEqual([]);
  });

  it('is saved before the conversation is closed', async () => {
    const page = await openWrapUp();
    await page.user.type(await note(), 'Send the label.');
    await page.user.click((await form()).getByRole('button', { name: 'Save note and close' }));
    await waitFor(() => expect(page.sent('close-conversation')).toHaveLength(1));
    const types = page.requests.map(({ type }) => type);
    expect(types.indexOf('note')).toBeLessThan(types.indexOf('close-conversation'));
  });
});

describe('closing an ended conversation', () => {
  it('shows the list, and says so', async () => {
    const page = await openWrapUp();
    await page.user.click((await form()).getByRole('button', { name: 'Close conversation' }));
    expect(await screen.findByText('Conversation closed.')).toBeTruthy();
    expect(page.sent('close-conversation')).toEqual([{ ...jan, disposition: null, tags: [] }]);
    expect(location.hash).toBe('#/chats');
  });

  it('reports the disposition and the tags that are chosen', async () => {
    const page = await openWrapUp({ dispositions: ['Solved', 'No answer'], tags: ['Return', 'Voucher'] });
    await page.user.selectOptions(await screen.findByRole('combobox', { name: 'Disposition' }), 'No answer');
    await page.user.click(await screen.findByRole('combobox', { name: 'Tags' }));
    await page.user.click(await screen.findByRole('menuitemcheckbox', { name: 'Voucher' }));
    await page.user.click((await form()).getByRole('button', { name: 'Close conversation' }));
    await waitFor(() =>
      expect(page.sent('close-conversation')).toEqual([
        { ...jan, disposition: 'No answer', tags: ['Voucher'] },
      ]),
    );
  });

  it('needs a disposition where the workstream requires one', async () => {
    const page = await openWrapUp({ dispositions: ['Solved'], dispositionRequired: true });
    const disposition = await screen.findByRole('combobox', { name: /^Disposition/ });
    const close = (await form()).getByRole('button', { name: 'Close conversation' });
    await page.user.click(close);
    expect(page.sent('close-conversation')).toEqual([]);
    await page.user.selectOptions(disposition, 'Solved');
    await page.user.click(close);
    await waitFor(() => expect(page.sent('close-conversation')).toHaveLength(1));
  });

  it('asks for nothing that the workstream does not offer', async () => {
    await openWrapUp({ tags: ['Return'] });
    await screen.findByRole('combobox', { name: 'Tags' });
    expect(screen.queryByRole('combobox', { name: 'Disposition' })).toBeNull();
  });
});

describe('the reason why a conversation ended', () => {
  it.each([
    [{ by: 'system', reason: 'expired' }, /^The reconnect time limit expired/],
    [{ by: 'agent', reason: 'ended' }, /^You ended this conversation/],
    [{ by: 'customer', reason: 'ended' }, /^The customer ended this conversation/],
  ] as const)('is shown: %j', async (ended, sentence) => {
    const page = await openWrapUp();
    page.change('c5-jan', { ended: ended });
    expect((await form()).getByText(sentence)).toBeTruthy();
  });
});
