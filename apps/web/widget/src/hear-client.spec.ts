import type { Entry } from '@rejoin/contracts';
import { Chat, Portal, refusal, settle } from './chat.fixture';
import { hearClient } from './hear-client';
import { Store } from './store';
import type { WaysIn } from './ways-in';

const entry = (seq: number, sender: Entry['sender'], text: string | null, kind = 'message'): Entry =>
  ({ seq, sender, text, kind, at: '2026-01-01T00:00:00.000Z' }) as Entry;

/** The ways into a conversation, of which two are taken here. */
class Ways {
  readonly taken: string[] = [];

  restore(): boolean {
    this.taken.push('restore');
    return true;
  }

  look(): Promise<void> {
    this.taken.push('look');
    return Promise.resolve();
  }
}

describe('what the client reports', () => {
  let chat: Chat;
  let store: Store;
  let ways: Ways;
  let portal: Portal;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    chat = new Chat();
    store = new Store();
    ways = new Ways();
    portal = new Portal();
  });
  afterEach(() => jest.useRealTimers());

  const hear = () => {
    hearClient(chat.client, store, ways as unknown as WaysIn, portal.tell);
    store.dispatch({ type: 'opening', isNew: false });
  };
  const come = (...entries: Entry[]) => {
    chat.entries = [...chat.entries, ...entries];
    chat.emit('entries', entries);
  };

  describe('of the connection', () => {
    beforeEach(hear);

    it.each(['connecting', 'live'] as const)('is shown and told to the portal: %s', (phase) => {
      chat.emit('connection', { phase });
      expect(store.state.connection).toBe(phase);
      expect(portal.heard).toEqual([['connection', { phase }]]);
    });

    it('is shown while it waits for the next attempt', () => {
      chat.emit('connection', { phase: 'waiting', retryInMs: 500 });
      expect(store.state.connection).toBe('waiting');
      expect(portal.heard).toEqual([['connection', { phase: 'waiting' }]]);
    });

    it('is no news before a chat', () => {
      const before = store.state;
      chat.emit('connection', { phase: 'idle' });
      expect(store.state).toBe(before);
      expect(portal.heard).toEqual([]);
    });

    it('is that it was left, which the portal need not know', () => {
      chat.emit('connection', { phase: 'live' });
      chat.emit('connection', { phase: 'over', refusal: null });
      expect(store.state.connection).toBe('connecting');
      expect(portal.heard).toHaveLength(1);
    });
  });

  describe('when another device has the chat', () => {
    beforeEach(hear);

    it('shows that, with the links that were used there and the texts that were not sent', async () => {
      chat.emit('connection', { phase: 'superseded' });
      // The client removes its claim after it has reported.
      Object.assign(chat, { unsent: ['Hello'], usedLinks: ['l1'] });
      await settle();
      expect(store.state).toMatchObject({ stage: { name: 'elsewhere' }, usedLinks: ['l1'], kept: ['Hello'] });
      expect(ways.taken).toEqual([]);
    });

    it('joins when it is another tab of this browser', async () => {
      chat.tabs = 'joined';
      chat.emit('connection', { phase: 'superseded' });
      await settle();
      expect(ways.taken).toEqual(['restore']);
      expect(store.state.stage.name).toBe('chat');
    });
  });

  describe('when the service refuses', () => {
    beforeEach(hear);

    it('a start, shows why', async () => {
      chat.emit('connection', { phase: 'over', refusal: refusal('widget-inactive') });
      await settle();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'widget-inactive' });
    });

    it('a start because there is a conversation to continue, asks, and gives the text back to the composer', async () => {
      chat.unsent = ['Hello', 'Anybody?'];
      chat.emit('connection', { phase: 'over', refusal: refusal('reconnect-available') });
      await settle();
      expect(ways.taken).toEqual(['look']);
      expect(store.state).toMatchObject({ draft: 'Hello\n\nAnybody?', kept: [] });
      expect(chat.unsent).toEqual([]);
    });

    it('a start because there is a conversation to continue, keeps the text beside one that was typed meanwhile', async () => {
      store.dispatch({ type: 'typed', text: 'typed' });
      chat.unsent = ['Hello'];
      chat.emit('connection', { phase: 'over', refusal: refusal('reconnect-available') });
      await settle();
      expect(store.state).toMatchObject({ draft: 'typed', kept: ['Hello'] });
    });

    it.each(['window-expired', 'conversation-ended'] as const)(
      'a return with %s, leaves the words to the event too-late',
      async (name) => {
        chat.conversationId = 'c1';
        chat.emit('connection', { phase: 'over', refusal: refusal(name) });
        chat.emit('too-late', { name, redirectUrl: null, unsent: [] });
        await settle();
        expect(store.state.stage).toMatchObject({ name: 'too-late', why: name });
      },
    );

    it.each(['window-expired', 'conversation-ended', 'denied'] as const)(
      'a return with %s that no event reports, ends the chat, which the customer had ended on another page',
      async (name) => {
        chat.conversationId = 'c1';
        chat.emit('connection', { phase: 'over', refusal: refusal(name) });
        await settle();
        expect(store.state.stage).toEqual({ name: 'ended', by: 'customer' });
      },
    );

    it('a return with anything else, shows why', async () => {
      chat.conversationId = 'c1';
      chat.emit('connection', { phase: 'over', refusal: refusal('sign-in-required') });
      await settle();
      expect(store.state.stage).toEqual({ name: 'unavailable', why: 'sign-in-required' });
    });
  });

  describe('when it is too late', () => {
    beforeEach(hear);
    const late = (name: 'window-expired' | 'denied') => {
      chat.unsent = ['Hello'];
      chat.emit('too-late', { name, redirectUrl: 'https://shop.example/late', unsent: chat.unsent });
    };

    it('shows the way on and keeps what was not sent', () => {
      late('window-expired');
      expect(store.state).toMatchObject({
        stage: { name: 'too-late', why: 'window-expired', redirectUrl: 'https://shop.example/late' },
        kept: ['Hello'],
      });
      const event = { name: 'window-expired', redirectURL: 'https://shop.example/late' };
      expect(portal.heard).toEqual([['too-late', event]]);
    });

    it('says that the chat cannot be found when it is denied', () => {
      late('denied');
      expect(store.state).toMatchObject({
        stage: { name: 'welcome' },
        notice: { what: 'denied' },
        kept: ['Hello'],
      });
    });
  });

  describe('of the transcript', () => {
    it('is shown as a whole, and the portal hears of each message once, also after a reload', () => {
      chat.knownSeq = 2;
      hear();
      come(entry(1, 'customer', 'Hello'), entry(2, 'agent', 'Hi'), entry(3, 'agent', 'Still there?'));
      expect(store.state.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(portal.heard).toEqual([
        ['message', { seq: 3, sender: 'agent', text: 'Still there?', at: '2026-01-01T00:00:00.000Z' }],
      ]);
      come(entry(4, 'customer', 'Yes'));
      chat.emit('entries', [entry(4, 'customer', 'Yes')]);
      expect(portal.heard).toHaveLength(2);
    });

    it('is told to the portal without notices, and without what was erased', () => {
      hear();
      come(
        entry(1, 'system', 'Anna has joined.'),
        entry(2, 'agent', null),
        entry(3, 'agent', 'x', 'agent-joined'),
      );
      expect(portal.heard).toEqual([]);
    });

    it('may be empty', () => {
      hear();
      come(entry(1, 'agent', 'Hi'));
      chat.emit('entries', []);
      chat.emit('entries', [entry(1, 'agent', 'Hi')]);
      expect(portal.heard).toHaveLength(1);
    });
  });

  describe('of the conversation', () => {
    beforeEach(hear);
    const conversation = { conversationId: 'c1', ended: null } as unknown as NonNullable<
      Chat['conversation']
    >;
    const queue = { conversationId: 'c1', position: 2 } as unknown as NonNullable<Chat['queue']>;

    it('is shown with the place in the queue, whichever of the two has changed', () => {
      Object.assign(chat, { conversation, queue });
      chat.emit('conversation', conversation);
      expect(store.state).toMatchObject({ conversation, queue });
      chat.queue = null;
      chat.emit('queue', null);
      expect(store.state.queue).toBeNull();
    });

    it('is nothing while only the place in the queue is known', () => {
      const before = store.state;
      chat.emit('queue', queue);
      expect(store.state).toBe(before);
    });

    it('is what waits to be sent', () => {
      const item = { id: 'm1', kind: 'message', text: 'Hello' } as const;
      chat.emit('outgoing', [item]);
      expect(store.state.outgoing).toEqual([item]);
    });
  });

  describe('when a message is refused for good', () => {
    beforeEach(hear);
    const refused = (name: Parameters<typeof refusal>[0]) =>
      chat.emit('refused', { id: 'm1', refusal: refusal(name), text: 'Hello' });

    it('shows it with the reason, to be sent again or taken back', () => {
      refused('message-too-long');
      expect(store.state.failed).toEqual([{ id: 'm1', text: 'Hello', refusal: 'message-too-long' }]);
    });

    it.each(['window-expired', 'conversation-ended', 'superseded'] as const)(
      'keeps it for the next chat: %s',
      (name) => {
        chat.unsent = ['Hello'];
        refused(name);
        expect(store.state).toMatchObject({ failed: [], kept: ['Hello'] });
      },
    );
  });

  describe('after a return', () => {
    beforeEach(hear);
    const back = (missed: number) => chat.emit('reconnected', { conversationId: 'c1', epoch: 2, missed });

    it('is said for eight seconds, counted from the last one', () => {
      back(3);
      expect(store.state.justBack).toEqual({ missed: 3 });
      expect(portal.heard).toEqual([['reconnected', { conversationId: 'c1', epoch: 2, missed: 3 }]]);
      jest.advanceTimersByTime(7_000);
      back(1);
      jest.advanceTimersByTime(7_999);
      expect(store.state.justBack).toEqual({ missed: 1 });
      jest.advanceTimersByTime(1);
      expect(store.state.justBack).toBeNull();
    });
  });

  describe('while somebody types', () => {
    beforeEach(hear);

    it('is shown for five seconds, counted from the last report', () => {
      chat.emit('typing', { sender: 'agent' });
      jest.advanceTimersByTime(4_000);
      chat.emit('typing', { sender: 'agent' });
      jest.advanceTimersByTime(4_999);
      expect(store.state.agentIsTyping).toBe(true);
      jest.advanceTimersByTime(1);
      expect(store.state.agentIsTyping).toBe(false);
    });

    it('is not shown for the customer, who may have another tab', () => {
      chat.emit('typing', { sender: 'customer' });
      expect(store.state.agentIsTyping).toBe(false);
    });
  });
});
