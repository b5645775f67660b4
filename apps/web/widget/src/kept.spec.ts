import { forget, kept } from './kept';

/** A storage that records what other tabs are informed about, which is only real changes. */
function storage(values: Record<string, string>, roomFor = Infinity) {
  const told: string[] = [];
  return {
    values,
    told,
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => {
      if (!(key in values) && Object.keys(values).length >= roomFor) throw new Error('it is full');
      values[key] = value;
      told.push(`${key}=${value}`);
    },
    removeItem: (key: string) => {
      if (!(key in values)) return;
      delete values[key];
      told.push(`${key} removed`);
    },
  };
}

function inBrowser(local: Record<string, string>, roomFor?: number) {
  const localStorage = storage(local, roomFor);
  const sessionStorage = storage({ 'rejoin.w1.link': 'secret' });
  for (const [name, value] of Object.entries({ localStorage, sessionStorage }))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return { localStorage, sessionStorage };
}

const names = ['localStorage', 'sessionStorage'] as const;
const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

afterEach(() => {
  for (const [at, name] of names.entries()) {
    const had = before[at];
    if (had) Object.defineProperty(globalThis, name, had);
    else Reflect.deleteProperty(globalThis, name);
  }
});

const blocked = () => {
  throw new Error('blocked');
};

describe('a shutdown before the panel has loaded', () => {
  it('informs other tabs, whose panel waits for the chat to be removed, also when none was stored', () => {
    const { localStorage } = inBrowser({});
    forget('w1');
    expect(localStorage.told).toContain('rejoin.w1 removed');
    expect(localStorage.values).toEqual({});
  });

  it('removes every item of this widget, and nothing else, also from a full storage', () => {
    const local = {
      'rejoin.w1.ui': '{"draft":"mine"}',
      'rejoin.w2': 'another widget',
      cart: 'of the portal',
    };
    const { localStorage, sessionStorage } = inBrowser(local, 2);
    forget('w1');
    expect(localStorage.values).toEqual({ 'rejoin.w2': 'another widget', cart: 'of the portal' });
    expect(sessionStorage.values).toEqual({});
  });

  it('does nothing where storage is blocked', () => {
    Object.defineProperty(globalThis, 'localStorage', { get: blocked, configurable: true });
    Object.defineProperty(globalThis, 'sessionStorage', { get: blocked, configurable: true });
    expect(() => forget('w1')).not.toThrow();
    expect(kept('w1', (store, key) => store.getItem(key))).toEqual([undefined, undefined, undefined]);
  });
});

describe('a browser that blocks one of its storages', () => {
  it('holds what is in the other one', () => {
    inBrowser({ 'rejoin.w1': 'the chat' });
    Object.defineProperty(globalThis, 'sessionStorage', { get: blocked, configurable: true });
    expect(kept('w1', (store, key) => store.getItem(key))).toEqual(['the chat', null, undefined]);
  });
});
