import type { Storage } from './platform';
import { SessionStore, type ChatItem, type Session } from './session-store';

const key = 'rejoin.shop';
const session: Session = { secret: 's1', conversationId: 'c1', start: {} };
const hello: ChatItem = { id: 'm1', kind: 'message', text: 'Hello' };
const close: ChatItem = { id: 'm2', kind: 'close' };

function memory(): Storage & { items: Map<string, string>; writes: number } {
  const items = new Map<string, string>();
  return {
    items,
    writes: 0,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, value) {
      this.writes++;
      items.set(name, value);
    },
    removeItem: (name) => void items.delete(name),
  };
}

describe('the stored session', () => {
  let storage: ReturnType<typeof memory>;
  let store: SessionStore;

  beforeEach(() => {
    storage = memory();
    store = new SessionStore(storage, 'shop');
  });

  const otherTab = () => new SessionStore(storage, 'shop');
  const stored = (value: unknown) => storage.items.set(key, JSON.stringify(value));

  it('is read by the next page of this browser, and by no other widget', () => {
    store.begin(session);
    store.queued('s1', hello);
    store.reached('s1', 7);
    expect(otherTab().read()).toMatchObject({ session, unsent: [hello], lastSeq: 7 });
    expect(new SessionStore(storage, 'blog').read().session).toBeNull();
  });

  it('gets its conversation id from the answer to the start', () => {
    store.begin({ ...session, conversationId: null });
    store.named('s1', 'c1');
    expect(store.read().session).toEqual(session);
  });

  it('keeps messages and position when the same conversation is claimed again', () => {
    store.begin(session);
    store.queued('s1', hello);
    store.reached('s1', 7);
    store.begin({ ...session, secret: 's2' });
    expect(store.read()).toMatchObject({ session: { secret: 's2' }, unsent: [hello], lastSeq: 7 });
  });

  it('turns the messages of the conversation before it into drafts, and forgets its position', () => {
    store.begin(session);
    store.queued('s1', hello);
    store.queued('s1', close);
    store.reached('s1', 7);
    store.begin({ secret: 's2', conversationId: 'c2', start: {} });
    expect(store.read()).toMatchObject({ unsent: [], lastSeq: 0, drafts: ['Hello'] });
  });

  it('takes no start without a conversation id for the conversation before it', () => {
    store.begin({ ...session, conversationId: null });
    store.queued('s1', hello);
    store.begin({ secret: 's2', conversationId: null, start: {} });
    expect(store.read()).toMatchObject({ unsent: [], drafts: ['Hello'] });
  });

  it('removes what was settled, and nothing else', () => {
    store.begin(session);
    store.queued('s1', hello);
    store.queued('s1', close);
    store.settled('s1', 'm1');
    store.settled('s1', 'unknown');
    expect(store.read().unsent).toEqual([close]);
  });

  it('never moves its position back, unless the server has less', () => {
    store.begin(session);
    store.reached('s1', 7);
    store.reached('s1', 5);
    expect(store.read().lastSeq).toBe(7);
    store.limited('s1', 9);
    expect(store.read().lastSeq).toBe(7);
    store.limited('s1', 3);
    expect(store.read().lastSeq).toBe(3);
  });

  it('is not changed by a tab whose session was replaced', () => {
    store.begin(session);
    otherTab().begin({ secret: 's2', conversationId: 'c2', start: {} });
    const before = storage.items.get(key);
    store.queued('s1', hello);
    store.reached('s1', 7);
    store.named('s1', 'c9');
    store.forget('s1');
    expect(storage.items.get(key)).toBe(before);
  });

  it('is written only when something has changed', () => {
    store.begin(session);
    store.reached('s1', 7);
    const { writes } = storage;
    store.reached('s1', 7);
    store.limited('s1', 7);
    expect(store.takeDrafts()).toEqual([]);
    store.keepEndpoints([]);
    expect(storage.writes).toBe(writes);
  });

  it('offers drafts once, those of lost messages and those that were typed without a chat', () => {
    store.begin(session);
    store.queued('s1', hello);
    store.forget('s1');
    store.keepDraft('Anybody?');
    expect(store.takeDrafts()).toEqual(['Hello', 'Anybody?']);
    expect(store.takeDrafts()).toEqual([]);
  });

  it('keeps the secret of a claim until the claim has become the session', () => {
    store.claiming({ what: 'c1', secret: 's1' });
    expect(otherTab().read().claim).toEqual({ what: 'c1', secret: 's1' });
    store.begin(session);
    expect(store.read().claim).toBeNull();
  });

  it('recognises the browser by one id, also in later chats, until everything is removed', () => {
    expect(store.read().browser).toBe('');
    store.begin(session);
    const { browser } = store.read();
    expect(browser).toHaveLength(43);
    store.forget('s1');
    store.begin({ secret: 's2', conversationId: null, start: {} });
    expect(store.read().browser).toBe(browser);
    store.wipe();
    expect(storage.items.has(key)).toBe(false);
    store.begin(session);
    expect(store.read().browser).not.toBe(browser);
  });

  it('informs other tabs of the removal, also when nothing was stored', () => {
    store.wipe();
    expect(storage.writes).toBe(1);
    expect(storage.items.size).toBe(0);
  });

  it.each([
    ['no JSON', '{"session": '],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[]'],
    ['text', '"session"'],
  ])('is empty when %s is stored', (_, text) => {
    storage.items.set(key, text);
    expect(store.read()).toMatchObject({ session: null, lastSeq: 0, unsent: [], drafts: [], claim: null });
  });

  it.each([
    ['a secret', { conversationId: 'c1', start: {} }],
    ['a readable secret', { secret: 7, conversationId: 'c1', start: {} }],
    ['a readable conversation id', { secret: 's1', conversationId: 7, start: {} }],
    ['its options', { secret: 's1', conversationId: 'c1' }],
  ])('is none without %s', (_, damaged) => {
    stored({ session: damaged, drafts: ['Hello'] });
    expect(store.read()).toMatchObject({ session: null, drafts: ['Hello'] });
  });

  it('keeps what can be used of what another program has changed', () => {
    stored({
      session,
      lastSeq: 'many',
      unsent: [hello, close, null, 7, { id: 'm3', kind: 'message' }, { kind: 'message', text: 'no id' }],
      drafts: ['Hello', 7, null],
      claim: { what: 'c1' },
      endpoints: 'https://chat.example',
      browser: 'short',
    });
    expect(store.read()).toEqual({
      session,
      lastSeq: 0,
      unsent: [hello, close],
      drafts: ['Hello'],
      claim: null,
      endpoints: [],
      browser: '',
    });
  });

  it('is empty while the browser refuses to read', () => {
    storage.getItem = () => {
      throw new Error('denied');
    };
    expect(store.read().session).toBeNull();
  });
});
