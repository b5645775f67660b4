import type { Entry } from '@rejoin/contracts';
import { screen, waitFor } from '@testing-library/react';
import { talk } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';

const shown = jest.fn<undefined, [string, NotificationOptions]>();
const opened: { onclick: (() => void) | null }[] = [];

/** A browser that allows notifications, or asks the person first and gets this answer. */
function withNotifications(
  permission: NotificationPermission,
  answer: NotificationPermission = permission,
): void {
  class FakeNotification {
    static permission = permission;
    static requestPermission(): Promise<NotificationPermission> {
      FakeNotification.permission = answer;
      return Promise.resolve(answer);
    }
    onclick: (() => void) | null = null;
    close = () => undefined;
    constructor(title: string, options: NotificationOptions) {
      shown(title, options);
      opened.push(this);
    }
  }
  Object.assign(window, { Notification: FakeNotification });
}

function isHidden(is: boolean): void {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(is ? 'hidden' : 'visible');
}

/** Something new in a conversation of the scene: a text of the customer, or what the system says. */
function happens(page: DeskPage, conversationId: string, what: Partial<Entry>, place = 1): void {
  const found = page.scene.conversations.find(({ snapshot }) => snapshot.conversationId === conversationId);
  const [entry] = talk(0, [what]) as [Entry];
  const seq = (found?.entries.length ?? 0) + place;
  page.tell({ type: 'entries', conversationId, entries: [{ ...entry, seq }], more: false });
}
const writes = (page: DeskPage, conversationId: string, text: string) => {
  happens(page, conversationId, { text });
};

beforeEach(() => {
  shown.mockClear();
  opened.length = 0;
  isHidden(false);
  jest.spyOn(window, 'focus').mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(window, 'Notification');
});

const open = () => DeskPage.open({ at: '#/chats/c1-mia' });

describe('what happens in another conversation', () => {
  it('is announced, and opens from there', async () => {
    const page = await open();
    writes(page, 'c4-anon', 'Are you there?');
    expect(await screen.findByText('New message from Anonymous customer')).toBeTruthy();
    await page.user.click(screen.getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(location.hash).toBe('#/chats/c4-anon'));
    await waitFor(() => expect(screen.queryByText(/^New message from/)).toBeNull());
  });

  it('is announced once for each conversation', async () => {
    const page = await open();
    writes(page, 'c4-anon', 'Are you there?');
    await screen.findByText('New message from Anonymous customer');
    happens(page, 'c4-anon', { code: 'customer-lost' }, 2);
    expect(await screen.findByText('Anonymous customer disconnected')).toBeTruthy();
    expect(screen.queryByText('New message from Anonymous customer')).toBeNull();
  });

  it('has no text of the customer, because others may see the screen', async () => {
    const page = await open();
    writes(page, 'c4-anon', 'my secret');
    const toast = await screen.findByText('New message from Anonymous customer');
    expect(toast.closest('section')?.textContent).not.toContain('my secret');
  });
});

describe('what happens in the conversation that is open', () => {
  it('is not announced while the person sees it', async () => {
    const page = await open();
    writes(page, 'c1-mia', 'And one more thing');
    await waitFor(() =>
      expect(screen.getByRole('log', { name: 'Transcript' }).textContent).toContain('one more thing'),
    );
    expect(screen.queryByText(/^New message from/)).toBeNull();
  });
});

describe('a notification of the browser', () => {
  beforeEach(() => {
    localStorage.setItem('rejoin.desk.notifications', 'on');
  });

  it('names the customer, and leads to the conversation', async () => {
    withNotifications('granted');
    const page = await open();
    isHidden(true);
    writes(page, 'c4-anon', 'my secret');
    await waitFor(() => expect(shown).toHaveBeenCalled());
    expect(shown).toHaveBeenCalledWith('New message from Anonymous customer', { tag: 'c4-anon' });
    opened[0]?.onclick?.();
    await waitFor(() => expect(location.hash).toBe('#/chats/c4-anon'));
  });

  it.each([
    ['while the page is visible', 'granted', false],
    ['without the permission', 'denied', true],
  ] as const)('is not shown %s', async (_, permission, hidden) => {
    withNotifications(permission);
    const page = await open();
    isHidden(hidden);
    writes(page, 'c4-anon', 'Hello');
    expect(await screen.findByText('New message from Anonymous customer')).toBeTruthy();
    expect(shown).not.toHaveBeenCalled();
  });
});

describe('the settings of sounds and notifications', () => {
  async function menu(page: DeskPage): Promise<void> {
    await page.user.click(await screen.findByTitle('Account and settings'));
  }
  const box = (name: string) => screen.findByRole('menuitemcheckbox', { name });

  it('begin with sounds, and without notifications', async () => {
    withNotifications('default');
    await menu(await open());
    expect((await box('Sounds')).getAttribute('aria-checked')).toBe('true');
    expect((await box('Desktop notifications')).getAttribute('aria-checked')).toBe('false');
  });

  it('turn the sounds off in this browser', async () => {
    const page = await open();
    await menu(page);
    await page.user.click(await box('Sounds'));
    expect((await box('Sounds')).getAttribute('aria-checked')).toBe('false');
    expect(localStorage.getItem('rejoin.desk.sound')).toBe('off');
  });

  it('ask the browser before there are notifications', async () => {
    withNotifications('default', 'granted');
    const page = await open();
    await menu(page);
    await page.user.click(await box('Desktop notifications'));
    await waitFor(async () =>
      expect((await box('Desktop notifications')).getAttribute('aria-checked')).toBe('true'),
    );
  });

  it('say so when the browser does not allow notifications', async () => {
    withNotifications('default', 'denied');
    const page = await open();
    await menu(page);
    await page.user.click(await box('Desktop notifications'));
    expect(await screen.findByText(/^Your browser is blocking notifications/)).toBeTruthy();
    expect((await box('Desktop notifications')).getAttribute('aria-checked')).toBe('false');
  });
});
