import { screen, waitFor, within } from '@testing-library/dom';
import { mediaMatch } from '../../../testing/browser.fixture';
import { WidgetPage, type View } from '../widget-page.fixture';

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Type a message' });
const press = async (page: WidgetPage, name: string | RegExp) =>
  page.user.click(await screen.findByRole('button', { name }));

describe('the field of the widget', () => {
  it('sends with Enter, and begins a new line with Shift and Enter', async () => {
    const page = await WidgetPage.open('menu');
    await page.user.type(await field(), 'a{Shift>}{Enter}{/Shift}b{Enter}');
    expect((await field()).value).toBe('a\nb');
    expect(page.acts.filter(([name]) => name === 'send')).toEqual([['send', '']]);
  });

  it('sends no spaces', async () => {
    const page = await WidgetPage.open('menu');
    await page.user.type(await field(), '  {Enter}');
    await press(page, 'Send');
    expect(page.acts.filter(([name]) => name === 'send')).toEqual([]);
  });

  it('sends nothing while the chat is being ended, and keeps the text', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ ending: true });
    expect(await screen.findByText('Ending the chat…')).toBeTruthy();
    await page.user.type(await field(), 'wait{Enter}');
    expect(page.acts.filter(([name]) => name === 'send')).toEqual([]);
    expect((await field()).value).toBe('wait');
  });

  it('sends what was entered with Enter meanwhile, once, as soon as the chat goes on', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ ending: true });
    await page.user.type(await field(), 'wait{Enter}');
    page.change({ ending: false });
    await waitFor(() => expect(page.acts).toContainEqual(['send', '']));
    page.change({}, { draft: '' });
    page.change({}, { draft: 'wait' });
    expect(page.acts.filter(([name]) => name === 'send')).toHaveLength(1);
  });

  it('does not send by itself what was changed after Enter', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ ending: true });
    await page.user.type(await field(), 'wait{Enter}!');
    page.change({ ending: false });
    await page.user.type(await field(), '?');
    expect(page.acts.filter(([name]) => name === 'send')).toEqual([]);
    expect((await field()).value).toBe('wait!?');
  });

  it.each([
    [31_000, null],
    [31_001, '999 characters left'],
    [32_000, '0 characters left'],
    [32_001, '1 character over the limit'],
  ])('with %d characters shows %p', async (length, text) => {
    await WidgetPage.open('menu', { draft: 'x'.repeat(length) });
    expect(screen.queryByText(/characters? (left|over)/)?.textContent ?? null).toBe(text);
    expect((await field()).getAttribute('aria-invalid')).toBe(String(length > 32_000));
  });

  it('starts a chat with the name that the customer gives, or without', async () => {
    const page = await WidgetPage.open('ask-name');
    await page.user.click(await field());
    await page.user.keyboard('{Enter}');
    await page.user.type(screen.getByRole('textbox', { name: 'Your name' }), ' Mia ');
    await page.user.click(await field());
    await page.user.keyboard('{Enter}');
    expect(page.acts.filter(([name]) => name === 'send')).toEqual([
      ['send', ''],
      ['send', 'Mia'],
    ]);
  });

  it('asks for no name where the widget does not', async () => {
    await WidgetPage.open('welcome');
    expect(screen.queryByRole('textbox', { name: 'Your name' })).toBeNull();
  });
});

describe('the menu of a chat', () => {
  it('ends the chat only after a question', async () => {
    const page = await WidgetPage.open('menu');
    await press(page, 'Options');
    await press(page, 'End chat');
    expect(page.acts).toEqual([]);
    const question = within(await screen.findByRole('alertdialog', { name: 'End this chat?' }));
    await page.user.click(question.getByRole('button', { name: 'End chat' }));
    expect(page.acts).toEqual([['endChat']]);
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('keeps the chat when the customer cancels, with the button or with Escape', async () => {
    const page = await WidgetPage.open('menu');
    await press(page, 'Options');
    await press(page, 'End chat');
    await press(page, 'Cancel');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await press(page, 'Options');
    await press(page, 'End chat');
    await page.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(page.acts).toEqual([]);
  });

  it('closes with Escape, which then does not close the panel', async () => {
    const page = await WidgetPage.open('menu');
    await press(page, 'Options');
    const button = screen.getByRole('button', { name: 'Options' });
    expect(button.getAttribute('aria-expanded')).toBe('true');
    await page.user.keyboard('{Escape}');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(page.acts).toEqual([]);
    await page.user.keyboard('{Escape}');
    expect(page.acts).toEqual([['close']]);
  });

  it('closes when the customer presses elsewhere', async () => {
    const page = await WidgetPage.open('menu');
    await press(page, 'Options');
    await page.user.click(await field());
    expect(screen.queryByRole('button', { name: 'End chat' })).toBeNull();
  });

  it('is not there before a chat', async () => {
    await WidgetPage.open('welcome');
    await field();
    expect(screen.queryByRole('button', { name: 'Options' })).toBeNull();
  });
});

describe('a reconnect link', () => {
  it('is copied, which screen readers are told', async () => {
    const page = await WidgetPage.open('link');
    const write = jest.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await press(page, 'Copy link');
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    expect(await screen.findByText('Copied', { selector: '[role=status]' })).toBeTruthy();
    expect(write.mock.calls).toEqual([[expect.stringContaining('oc.reconnectid=')]]);
  });

  it('is shown to be copied by hand where the page may not copy', async () => {
    const page = await WidgetPage.open('link');
    jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
    await press(page, 'Copy link');
    const shown = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Reconnect link' });
    expect(shown.value).toContain('oc.reconnectid=');
    await waitFor(() => expect([shown.selectionStart, shown.selectionEnd]).toEqual([0, shown.value.length]));
    expect(screen.queryByRole('button', { name: 'Copied' })).toBeNull();
  });

  it('is a picture on demand', async () => {
    const page = await WidgetPage.open('link');
    await press(page, 'Show QR code');
    expect(await screen.findByRole('img', { name: /^QR code/ })).toBeTruthy();
    await press(page, 'Hide QR code');
    expect(screen.queryByRole('img', { name: /^QR code/ })).toBeNull();
  });

  it.each([
    ['used', 'This link has already been used.'],
    ['over', 'This link is no longer valid.'],
  ])('that is %s is not offered any more', async (linkState, text) => {
    const page = await WidgetPage.open('new-link');
    await screen.findByRole('button', { name: 'Copy link' });
    const item = {
      kind: 'system',
      key: '7',
      code: 'reconnect-link',
      params: {},
      at: new Date().toISOString(),
    };
    page.change({ items: [{ ...item, linkUrl: 'https://shop.example/help#x', linkState }] });
    expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Copy link' })).toBeNull();
  });
});

describe('a lost connection', () => {
  it('shows the time that is left', async () => {
    await WidgetPage.open('lost');
    expect((await screen.findByRole('timer', { name: 'Time left to return' })).textContent).toBe('4:32');
    expect(screen.getByText('Connection lost. Reconnecting…')).toBeTruthy();
    expect(screen.getByText(/^Your chat stays open until/)).toBeTruthy();
  });

  it('goes on trying when the time is over', async () => {
    const page = await WidgetPage.open('lost');
    page.change({ secondsLeft: 0 });
    expect(await screen.findByText('This chat may have timed out. Still trying…')).toBeTruthy();
  });

  it('of a chat that had no connection yet is a connection that is being made', async () => {
    const page = await WidgetPage.open('lost');
    page.change({ wasLive: false, secondsLeft: null });
    expect(await screen.findByText(/^Connecting… Your messages are kept/)).toBeTruthy();
    expect(screen.queryByRole('timer')).toBeNull();
  });

  it('says nothing of a time while the chat is connected', async () => {
    await WidgetPage.open('menu');
    await field();
    expect(screen.queryByRole('timer')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
  });
});

describe('the panel', () => {
  it('is closed with its button', async () => {
    const page = await WidgetPage.open('menu');
    const panel = within(await screen.findByRole('dialog'));
    await page.user.click(panel.getByRole('button', { name: 'Minimize chat' }));
    expect(page.acts).toEqual([['close']]);
  });
});

describe('on a phone', () => {
  it('the Tab key stays inside the panel', async () => {
    mediaMatch('(max-width: 479px)');
    const page = await WidgetPage.open('menu');
    const panel = screen.getByRole('dialog');
    await screen.findByRole('button', { name: 'Options' });
    for (let times = 0; times < 8; times += 1) {
      await page.user.tab();
      expect(panel.contains(document.activeElement)).toBe(true);
    }
  });
});

describe('a part of the panel that cannot be drawn', () => {
  it('is left out until it changes, and the customer can go on writing', async () => {
    const page = await WidgetPage.open('menu');
    const log = () => screen.queryByRole('log');
    const { items } = page.phase as Extract<View['phase'], { name: 'chat' }>;
    await page.user.type(await field(), 'still');
    expect(log()).toBeTruthy();
    const errors = jest.spyOn(console, 'warn').mockImplementation();
    // Twice in one task, as when a refused message leaves the list of those that are sent.
    for (let times = 0; times < 2; times += 1)
      page.change({ items: items.map((item) => ({ ...item, at: 'never' })) });
    await waitFor(() => expect(log()).toBeNull());
    expect(errors).toHaveBeenCalledWith(expect.any(RangeError));
    errors.mockRestore();
    await page.user.type(await field(), ' here');
    expect((await field()).value).toBe('still here');
    page.change({ items });
    await waitFor(() => expect(log()).toBeTruthy());
  });
});
