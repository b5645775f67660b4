import { screen, waitFor, within } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
const list = async () => within(await screen.findByRole('listbox', { name: 'Quick replies' }));
const options = async () => (await list()).findAllByRole('option');
const selected = async () => (await list()).findByRole('option', { selected: true });

/** Opens the quick replies in a conversation. */
async function openReplies(text = '/', at = '#/chats/c1-mia'): Promise<DeskPage> {
  const page = await DeskPage.open({ at });
  await page.user.type(await field(), text);
  return page;
}

/** Presses the first option. The list acts when the pointer goes down. */
async function pick(page: DeskPage): Promise<void> {
  const [first] = await options();
  await page.user.pointer({ target: first!, keys: '[MouseLeft]' });
}

describe('the quick replies', () => {
  it('open with a slash, the own ones first, those in other languages last', async () => {
    await openReplies();
    await waitFor(async () => expect(await options()).toHaveLength(5));
    const names = (await options()).map(({ textContent }) => textContent);
    expect(names[0]).toContain('Courier’s photo');
    expect(names.at(-1)).toContain('Begrüßung');
    expect(screen.getByText('5 quick replies')).toBeTruthy();
  });

  it('are filtered by what follows the slash', async () => {
    await openReplies('/thanks');
    await waitFor(async () => expect(await options()).toHaveLength(1));
    expect((await options())[0]?.textContent).toContain('Thanks for waiting');
  });

  it('say that none matches', async () => {
    await openReplies('/nonsense');
    expect(await screen.findByText('No matching quick replies.')).toBeTruthy();
    expect(screen.getByText('0 quick replies')).toBeTruthy();
  });

  it('are walked with the arrow keys, round the ends', async () => {
    const page = await openReplies();
    await waitFor(async () => expect(await options()).toHaveLength(5));
    await page.user.keyboard('{ArrowUp}');
    expect((await selected()).textContent).toContain('Begrüßung');
    await page.user.keyboard('{ArrowDown}{ArrowDown}');
    expect((await selected()).textContent).toContain('Greeting');
  });

  it('close with Escape, and then the slash is a text', async () => {
    const page = await openReplies('/thanks');
    await options();
    await page.user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    await page.user.keyboard('{Enter}');
    expect(page.sent('send')).toEqual([{ conversationId: 'c1-mia', text: '/thanks' }]);
  });

  it('open with the button', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await page.user.click(await screen.findByRole('button', { name: 'Quick replies' }));
    expect(await field()).toHaveProperty('value', '/');
  });
});

describe('the shortcut of the quick replies', () => {
  it('opens them', async () => {
    const page = await DeskPage.open({ at: '#/chats/c1-mia' });
    await field();
    await page.user.keyboard('{Alt>}[KeyQ]{/Alt}');
    await list();
  });

  it('opens them again after Escape', async () => {
    const page = await openReplies();
    await list();
    await page.user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    await page.user.keyboard('{Alt>}[KeyQ]{/Alt}');
    await list();
  });

  it('leaves a draft as it is', async () => {
    const page = await openReplies('A long answer');
    await page.user.keyboard('{Alt>}[KeyQ]{/Alt}');
    expect(await field()).toHaveProperty('value', 'A long answer');
  });
});

describe('a chosen quick reply', () => {
  it('leaves the text of a refused message that came back meanwhile', async () => {
    const page = await openReplies('/greet');
    await pick(page);
    page.with(({ messages }) => messages.draft('c1-mia', 'Are you there?'));
    await page.user.type(await field(), '{Enter}');
    expect(page.sent('send-quick-reply')).toHaveLength(1);
    expect(await field()).toHaveProperty('value', 'Are you there?');
  });

  it('is sent without a text beside it, which the customer would not get', async () => {
    const page = await openReplies('/greet');
    await pick(page);
    await page.user.type(await field(), 'I am looking into it');
    expect(await field()).toHaveProperty('value', '');
  });

  it('is sent by its id, with Enter', async () => {
    const page = await openReplies('/greeting');
    await options();
    await page.user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Remove quick reply' })).toBeTruthy();
    await page.user.keyboard('{Enter}');
    expect(page.sent('send-quick-reply')).toEqual([{ conversationId: 'c1-mia', quickReplyId: 'greeting' }]);
    expect(screen.queryByRole('button', { name: 'Remove quick reply' })).toBeNull();
  });

  it('can be removed again', async () => {
    const page = await openReplies('/greeting');
    await pick(page);
    await page.user.click(screen.getByRole('button', { name: 'Remove quick reply' }));
    await page.user.keyboard('{Enter}');
    expect(page.sent('send-quick-reply')).toEqual([]);
  });

  it('can be edited as a text', async () => {
    const page = await openReplies('/greeting');
    await pick(page);
    await page.user.click(screen.getByRole('button', { name: 'Edit text' }));
    expect(await field()).toHaveProperty('value', 'Hello, my name is Anna. How can I help you today?');
    await page.user.keyboard('{Enter}');
    expect(page.sent('send')).toHaveLength(1);
  });

  it('of the own ones is written with its values', async () => {
    const page = await openReplies('/courier');
    await pick(page);
    expect(await field()).toHaveProperty('value', 'Hello Mia Torres, I am looking at the courier’s photo.');
    expect(page.sent('send')).toEqual([]);
  });

  it('cannot contain a link where reconnection is off', async () => {
    const page = await openReplies('/restart', '#/chats/c4-anon');
    await pick(page);
    expect(screen.queryByRole('button', { name: 'Remove quick reply' })).toBeNull();
    expect(page.sent('send-quick-reply')).toEqual([]);
  });
});
