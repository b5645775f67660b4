import { screen } from '@testing-library/dom';
import { WidgetPage } from '../widget-page.fixture';

const press = async (page: WidgetPage, name: string | RegExp) =>
  page.user.click(await screen.findByRole('button', { name }));

describe('what a button of the widget does', () => {
  it.each([
    ['prompt', 'Continue previous conversation', ['continueConversation', 'c1']],
    ['prompt', 'Start a new one', ['startNew']],
    ['open-link', 'Continue here', ['useLink']],
    ['open-link', 'Not now', ['leaveLink']],
    ['too-late', 'Start a new chat', ['startNew']],
    ['too-late-redirect', 'Continue', ['followRedirect']],
    ['too-late-redirect', 'Start a new chat', ['startNew']],
    ['ended', 'Start a new chat', ['startNew']],
    ['elsewhere', 'Close', ['close']],
    ['unavailable', 'Try again', ['again']],
    ['unsent', 'Try again', ['retry', '8']],
    ['unsent', 'Remove', ['discard', '8']],
    ['unsent', 'Dismiss', ['dismiss']],
    ['storage-blocked', 'Dismiss', ['dismiss']],
    ['welcome-kept', 'Use in new chat', ['useKept']],
    ['welcome-kept', 'Remove', ['dropKept']],
    ['lost', 'Try now', ['tryNow']],
    ['closed', 'Open chat', ['open']],
  ])('in the state %s: %s', async (state, name, act) => {
    const page = await WidgetPage.open(state);
    await press(page, name);
    expect(page.acts).toEqual([act]);
  });
});

describe('what the widget says', () => {
  it.each([
    ['closed', /^Open chat$/],
    ['unread', /^Open chat, 2 new messages$/],
  ])('on its button: %s', async (state, name) => {
    await WidgetPage.open(state);
    expect(screen.getByRole('button', { name })).toBeTruthy();
  });

  it.each([
    ['loading', 'Loading…'],
    ['connecting', 'This is taking longer than usual. Still trying…'],
    ['welcome', 'Hello'],
    ['too-late', 'You can start a new chat at any time.'],
    ['too-late', 'This chat has timed out'],
    ['too-late', 'Great, I will do that now.'],
    ['too-late-redirect', 'You can get further help on our support page.'],
    ['unavailable', 'Chat isn’t available right now. Your messages are kept. Try again later.'],
    ['elsewhere', 'This chat is open on another device'],
    ['ended', /ended the chat/],
    ['back', 'You’re back in the chat. 1 new message.'],
    ['storage-blocked', 'Your browser is blocking storage. If you reload, you’ll lose this chat.'],
    ['unsent', 'Your message has 33,180 characters. The limit is 32,000. Send it in several parts.'],
    ['unsent', '12 characters over the limit'],
    ['queue', 'You’re number 3 in the queue. Average wait time: 4 minutes.'],
    ['queue', 'Looking for an agent…'],
    ['chat', 'Anna Bergmann is typing…'],
    ['menu', 'Online'],
    ['agent-lost', 'Disconnected'],
  ])('in the state %s: %s', async (state, text) => {
    await WidgetPage.open(state);
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
  });

  it('of a chat that has ended, when it has not timed out', async () => {
    const page = await WidgetPage.open('too-late');
    page.change({ why: 'conversation-ended' });
    expect(await screen.findByText('This chat has ended')).toBeTruthy();
  });

  it('offers no second attempt that is useless', async () => {
    const page = await WidgetPage.open('unavailable');
    await screen.findByRole('button', { name: 'Try again' });
    page.change({ canTryAgain: false });
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

describe('the place in the queue', () => {
  const queue = { position: 3, orLater: false, averageWaitSeconds: null };

  it.each([
    [{ position: 1 }, 'You’re next in the queue.'],
    [{ position: 2 }, 'You’re number 2 in the queue.'],
    [{ position: 51, orLater: true }, 'More than 50 people are ahead of you in the queue.'],
    [{ position: null, averageWaitSeconds: 20 }, 'Average wait time: 1 minute.'],
    [{ position: 1, averageWaitSeconds: 250 }, 'You’re next in the queue. Average wait time: 4 minutes.'],
  ])('is said: %j', async (change, text) => {
    const page = await WidgetPage.open('queue');
    page.change({ queue: { ...queue, ...change } });
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
  });

  it('is not shown while nothing is known', async () => {
    const page = await WidgetPage.open('queue');
    await screen.findAllByText(/number 3/);
    page.change({ queue: { ...queue, position: null } });
    expect(screen.queryByText(/Average wait time/)).toBeNull();
  });
});
