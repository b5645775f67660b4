import { ConnectionLost } from '@rejoin/client';
import type { Reconnectable } from '@rejoin/contracts';
import { Chat, Portal, refusal, settle } from './chat.fixture';
import { LinkAndPrompt } from './link-and-prompt';
import type { Memory } from './memory';
import { Store } from './store';

const browser = globalThis as { location?: { assign(url: string): void } };
const now = '2026-01-01T00:00:00.000Z';
const conversation = (conversationId: string, deadlineAt: string | null) => ({
  conversationId,
  agentName: 'Anna',
  lastText: 'One moment',
  lastAt: now,
  deadlineAt,
});
const away = conversation('c1', '2026-01-01T00:00:03.000Z');
const elsewhere = conversation('c2', null);

describe('the link and the prompt', () => {
  let chat: Chat;
  let store: Store;
  let memory: { link: string | null };
  let portal: Portal;
  let part: LinkAndPrompt;
  /** What the part that loaded this one was asked to do. */
  let taken: string[];
  let wentTo: string[];
  let isWanted: boolean;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    wentTo = [];
    browser.location = { assign: (url) => void wentTo.push(url) };
    [chat, store, memory, portal] = [new Chat(), new Store(), { link: 'secret' }, new Portal()];
    [taken, isWanted] = [[], true];
    part = new LinkAndPrompt(chat.client, memory as Memory, store, {
      look: async () => void taken.push('look'),
      begin: async () => void taken.push('begin'),
      report: (started) => void started.then((event) => portal.tell('started', event)).catch(() => undefined),
    });
  });
  afterEach(() => {
    isWanted = false;
    jest.advanceTimersByTime(1_000);
    delete browser.location;
    jest.useRealTimers();
  });

  const list = (...conversations: object[]) => {
    chat.reconnectable = () => Promise.resolve({ serverNow: now, conversations } as unknown as Reconnectable);
  };
  const prompt = () => part.prompt(() => isWanted);
  const shown = () => {
    const { stage } = store.state;
    return stage.name === 'prompt' && stage.conversations.map((one) => [one.conversationId, one.secondsLeft]);
  };

  describe('the prompt', () => {
    it('shows what can be continued and opens the panel', async () => {
      list(away, elsewhere);
      expect(await prompt()).toBe(true);
      expect(chat.asked).toEqual(['list {"connected":true}']);
      expect(shown()).toEqual([
        ['c1', 3],
        ['c2', null],
      ]);
      expect(store.state.open).toBe(true);
    });

    it('does not interrupt a customer who is connected elsewhere', async () => {
      list(elsewhere);
      expect(await prompt()).toBe(true);
      expect(store.state.open).toBe(false);
    });

    it('counts down, leaves out what is too late, and looks again when nothing is left', async () => {
      list(away, conversation('c3', '2026-01-01T00:00:02.500Z'));
      await prompt();
      jest.advanceTimersByTime(1_000);
      expect(shown()).toEqual([
        ['c1', 2],
        ['c3', 1],
      ]);
      jest.advanceTimersByTime(1_000);
      expect(shown()).toEqual([['c1', 1]]);
      expect(taken).toEqual([]);
      jest.advanceTimersByTime(1_000);
      expect(taken).toEqual(['look']);
    });

    it('stops counting when the customer has chosen', async () => {
      list(away);
      await prompt();
      isWanted = false;
      store.dispatch({ type: 'opening', isNew: false });
      jest.advanceTimersByTime(60_000);
      expect(store.state.stage.name).toBe('chat');
      expect(taken).toEqual([]);
      expect(jest.getTimerCount()).toBe(0);
    });

    it.each([
      ['nothing', []],
      ['only what is too late', [conversation('c1', now)]],
    ])('shows nothing when there is %s', async (_, conversations) => {
      list(...conversations);
      expect(await prompt()).toBe(false);
      expect(store.state.stage.name).toBe('loading');
    });

    it('shows nothing when it comes too late itself', async () => {
      list(away);
      isWanted = false;
      expect(await prompt()).toBe(false);
      expect(store.state.stage.name).toBe('loading');
    });

    it('is the refusal of a sign-in that is not valid, and nothing when the service has no answer', async () => {
      chat.reconnectable = () => Promise.reject(refusal('token-invalid'));
      expect(await prompt()).toMatchObject({ name: 'token-invalid' });
      for (const error of [refusal('unavailable'), new ConnectionLost(), new TypeError('failed')]) {
        chat.reconnectable = () => Promise.reject(error);
        expect(await prompt()).toBe(false);
      }
    });
  });

  describe('a chat that the customer continues', () => {
    const refuse = async (error: Error) => {
      chat.started.reject(error);
      await part.continueConversation('c1');
    };

    it('is told to the portal', async () => {
      chat.started.resolve({ conversationId: 'c1', created: false });
      await part.continueConversation('c1');
      await settle();
      expect(portal.heard).toEqual([['started', { conversationId: 'c1', created: false }]]);
      expect(taken).toEqual([]);
    });

    it.each(['window-expired', 'conversation-ended', 'superseded'] as const)(
      'leaves the words to the events of the client: %s',
      async (name) => {
        await refuse(refusal(name));
        expect(taken).toEqual([]);
        expect(store.state.notice).toBeNull();
      },
    );

    it.each([
      [refusal('too-many'), 'too-many'],
      [new ConnectionLost(), 'line-lost'],
      [new Error('anything'), 'unavailable'],
    ])('lets the customer choose again, and says why: %s', async (error, what) => {
      await refuse(error);
      expect(taken).toEqual(['look']);
      expect(store.state.notice).toEqual({ what });
    });
  });

  describe('a link', () => {
    const use = async (answer: Error | null) => {
      if (answer) chat.started.reject(answer);
      else chat.started.resolve({ conversationId: 'c1', created: false });
      await part.useLink('secret');
    };

    it('is forgotten when it was used', async () => {
      await use(null);
      expect(chat.asked).toEqual(['redeem secret']);
      expect(memory.link).toBeNull();
      expect(store.state.notice).toBeNull();
    });

    it.each([
      [refusal('sign-in-required'), 'sign-in-required'],
      [refusal('token-invalid'), 'token-invalid'],
      [refusal('unavailable'), 'unavailable'],
      [refusal('too-many'), 'too-many'],
      [refusal('superseded'), 'superseded'],
      [new ConnectionLost(), 'line-lost'],
    ])('is kept when it may work later: %s', async (error, what) => {
      await use(error);
      expect(memory.link).toBe('secret');
      expect(store.state).toMatchObject({ stage: { name: 'link' }, notice: { what } });
      expect(taken).toEqual([]);
    });

    it('that is denied leads to what there is else, and says so', async () => {
      await use(refusal('denied'));
      expect(memory.link).toBeNull();
      expect(taken).toEqual(['look']);
      expect(store.state.notice).toEqual({ what: 'denied' });
    });

    it.each(['window-expired', 'conversation-ended'] as const)(
      'that is too late (%s) leads to the redirect URL of the widget',
      async (name) => {
        await use(refusal(name, 'https://shop.example/late'));
        expect(wentTo).toEqual(['https://shop.example/late']);
        expect([memory.link, store.state.notice, taken]).toEqual([null, null, []]);
      },
    );

    it('never leads to a script', async () => {
      await use(refusal('window-expired', 'javascript:alert(1)'));
      expect(wentTo).toEqual([]);
    });

    it('that is too late without a redirect URL leads to a new chat', async () => {
      await use(refusal('window-expired'));
      expect(taken).toEqual(['begin']);
      expect(store.state.notice).toEqual({ what: 'window-expired' });
    });

    it.each([
      ['the name is asked first', { type: 'settings', askName: true, locale: null }],
      ['there are texts to offer', { type: 'kept', texts: ['Hello'] }],
    ] as const)('that is too late leads to the welcome when %s', async (_, event) => {
      store.dispatch(event);
      await use(refusal('conversation-ended'));
      expect(taken).toEqual([]);
      expect(store.state).toMatchObject({
        stage: { name: 'welcome' },
        notice: { what: 'conversation-ended' },
      });
    });
  });
});
