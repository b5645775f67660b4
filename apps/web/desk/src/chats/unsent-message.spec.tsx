import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
const log = async () => within(await screen.findByRole('log'));

/** A message that the gateway refuses. */
async function refusedMessage(): Promise<DeskPage> {
  const page = await DeskPage.open({ at: '#/chats/c1-mia' });
  page.refuses('send', 'not-your-conversation');
  await page.user.type(await field(), 'Are you there?{Enter}');
  await (await log()).findByRole('alert');
  return page;
}

describe('a message without an answer of the gateway', () => {
  it('is shown as being sent', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    page.withholds('send');
    await page.user.type(await field(), 'Are you there?{Enter}');
    const shown = await log();
    expect(await shown.findByText('Are you there?')).toBeTruthy();
    expect(shown.getByText('Sending')).toBeTruthy();
  });

  it('is no longer shown as being sent after the answer', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await page.user.type(await field(), 'Are you there?{Enter}');
    await waitFor(() => expect(screen.queryByText('Sending')).toBeNull());
  });
});

describe('a refused message', () => {
  it('says why', async () => {
    await refusedMessage();
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Not sent: .+/);
  });

  it('is sent again, once', async () => {
    const page = await refusedMessage();
    page.accepts('send');
    await page.user.click(screen.getByRole('button', { name: 'Resend' }));
    await waitFor(() => expect(screen.queryByText(/Not sent/)).toBeNull());
    expect(page.sent('send').map(({ text }) => text)).toEqual(['Are you there?', 'Are you there?']);
  });

  it('goes back to the field to be edited', async () => {
    const page = await refusedMessage();
    await page.user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(await field()).toHaveProperty('value', 'Are you there?');
    expect(screen.queryByText(/Not sent/)).toBeNull();
  });

  it('is added to what the person has written since', async () => {
    const page = await refusedMessage();
    await page.user.type(await field(), 'One moment');
    await page.user.click(screen.getByRole('button', { name: 'Edit' }));
    expect(await field()).toHaveProperty('value', 'One moment\nAre you there?');
  });

  it('cannot be edited when the conversation has ended', async () => {
    const page = await refusedMessage();
    page.change('c1-mia', {
      state: 'wrap-up',
      ended: { by: 'customer', reason: 'closed-by-customer' },
    } as never);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull());
    expect(screen.getByRole('button', { name: 'Discard' })).toBeTruthy();
  });

  it('is discarded', async () => {
    const page = await refusedMessage();
    await page.user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByText(/Not sent/)).toBeNull();
    expect(await field()).toHaveProperty('value', '');
  });
});
