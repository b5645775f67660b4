import { screen } from '@testing-library/react';
import { DeskPage } from '../desk-page.fixture';

const mia = '#/chats/c1-mia';
const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
const sendButton = () => screen.getByRole('button', { name: 'Send' });

describe('the field for messages', () => {
  it('sends what is written with the Enter key, without spaces at its end, and is empty then', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'Hello Mia {Enter}');
    expect(page.sent('send')).toEqual([{ conversationId: 'c1-mia', text: 'Hello Mia' }]);
    expect(await field()).toHaveProperty('value', '');
  });

  it('begins a new line with Shift and Enter', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'One{Shift>}{Enter}{/Shift}two');
    expect(page.sent('send')).toEqual([]);
    expect(await field()).toHaveProperty('value', 'One\ntwo');
  });

  it('sends with the button, and not while there are only spaces', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), '  ');
    await page.user.click(sendButton());
    expect(page.sent('send')).toEqual([]);
    await page.user.type(await field(), 'x');
    await page.user.click(sendButton());
    expect(page.sent('send')).toHaveLength(1);
  });

  it.each([
    [32_000, 1],
    [32_001, 0],
  ])('sends %d characters %d times', async (length, times) => {
    const page = await DeskPage.open({ at: mia });
    await page.user.click(await field());
    await page.user.paste('x'.repeat(length));
    expect(screen.queryAllByText('1 character over the limit')).toHaveLength(1 - times);
    await page.user.keyboard('{Enter}');
    expect(page.sent('send')).toHaveLength(times);
  });

  it('tells the customer that the agent types, once in a while', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'Hello');
    expect(page.sent('typing')).toEqual([{ conversationId: 'c1-mia' }]);
  });

  it('keeps the draft of each conversation while another one is shown', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'The courier');
    await page.goTo('c4-anon');
    expect(await field()).toHaveProperty('value', '');
    await page.goTo('c1-mia');
    expect(await field()).toHaveProperty('value', 'The courier');
  });

  it('inserts an emoji at the cursor', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'Hello', { initialSelectionStart: 0 });
    (await field()).setSelectionRange(2, 2);
    await page.user.click(screen.getByRole('button', { name: 'Insert emoji' }));
    const [first] = await screen.findAllByRole('button', { name: /^\p{Emoji}/u });
    await page.user.click(first!);
    expect((await field()).value).toMatch(/^He\p{Emoji}+\uFE0F?llo$/u);
  });
});

describe('a reconnect link in the draft', () => {
  const link = '{{ReconnectUrl{{ReconnectID}}';

  it('shows how long it will be valid', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), `Come back: ${link}`);
    expect(await screen.findByText(/Valid for 5 minutes after a disconnect/)).toBeTruthy();
    await page.user.keyboard('{Enter}');
    expect(page.sent('send')).toHaveLength(1);
  });

  it('is not sent where reconnection is off, and the chip says so', async () => {
    const page = await DeskPage.open({ at: '#/chats/c4-anon' });
    await page.user.type(await field(), `Come back: ${link}{Enter}`);
    expect(await screen.findByText(/is off for this chat widget/)).toBeTruthy();
    expect(page.sent('send')).toEqual([]);
  });
});

describe('a variable in the draft', () => {
  const variable = '{{{{customer.name}}';

  it('is replaced by its value', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), `Hello ${variable}{Enter}`);
    expect(page.sent('send')).toEqual([{ conversationId: 'c1-mia', text: 'Hello Mia Torres' }]);
  });

  it('without a value is not sent', async () => {
    const page = await DeskPage.open({ at: '#/chats/c4-anon' });
    await page.user.type(await field(), `Hello ${variable}{Enter}`);
    expect(page.sent('send')).toEqual([]);
    expect(screen.getByText('Replace before you send: {{customer.name}}')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send as text' })).toBeNull();
  });

  it('that does not exist is sent only after the agent says that it is a text', async () => {
    const page = await DeskPage.open({ at: mia });
    await page.user.type(await field(), 'Hello {{{{order}}{Enter}');
    expect(page.sent('send')).toEqual([]);
    await page.user.click(screen.getByRole('button', { name: 'Send as text' }));
    expect(page.sent('send')).toEqual([{ conversationId: 'c1-mia', text: 'Hello {{order}}' }]);
  });
});
