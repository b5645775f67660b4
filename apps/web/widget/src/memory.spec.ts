import { Memory } from './memory';
import type { Remembered } from './state';

const blank: Remembered = { open: false, draft: '', seen: 0, failed: [] };
const key = 'rejoin.w1.ui';

/** The parts of a browser that a page uses here. */
function asInBrowser() {
  const values = new Map<string, string>();
  const localStorage = storageOf(values);
  const sessionStorage = storageOf(new Map());
  const page = new EventTarget();
  Object.assign(globalThis, {
    localStorage,
    sessionStorage,
    addEventListener: page.addEventListener.bind(page),
  });
  const tell = (about: { key: string; newValue: string | null }) =>
    page.dispatchEvent(Object.assign(new Event('storage'), { ...about, storageArea: localStorage }));
  return {
    values,
    otherTabWrites(newValue: string) {
      values.set(key, newValue);
      tell({ key, newValue });
    },
    otherTabSignsOut: () => tell({ key: 'rejoin.w1', newValue: null }),
  };
}

function storageOf(values: Map<string, string>) {
  return {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  };
}

const globals = ['localStorage', 'sessionStorage', 'addEventListener'] as const;
const before = globals.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));

beforeEach(() => {
  for (const name of globals) Object.defineProperty(globalThis, name, { writable: true, configurable: true });
});

afterEach(() => {
  for (const [at, name] of globals.entries()) {
    const had = before[at];
    if (had) Object.defineProperty(globalThis, name, had);
    else Reflect.deleteProperty(globalThis, name);
  }
});

describe('what another tab stores beside the chat', () => {
  it('is removed with its item, such as by a sign-out on another subdomain', () => {
    const { values } = asInBrowser();
    const memory = new Memory('w1');
    memory.write({ ...blank, open: true, draft: 'hello' });
    values.clear();
    expect(memory.read()).toEqual(blank);
  });

  it('is reported where it is shared, and so is its removal', () => {
    asInBrowser();
    const memory = new Memory('w1');
    const told: unknown[] = [];
    memory.changed = (...change) => told.push(change);
    memory.write({ ...blank, draft: 'hello' });
    memory.write(blank);
    expect(told).toEqual([
      [key, expect.stringContaining('hello')],
      [key, null],
    ]);
  });

  it('is received, and not sent back: the other tab may have continued typing', () => {
    const { values, otherTabWrites } = asInBrowser();
    const memory = new Memory('w1');
    let shown = blank;
    memory.watch({
      chat: () => undefined,
      // As in the widget, everything is taken over except whether the panel is open.
      beside: ({ draft, seen, failed }) => {
        shown = { open: false, draft, seen, failed };
        values.set(key, JSON.stringify({ ...blank, open: true, draft: 'typed on' }));
        memory.write(shown);
      },
      wiped: () => undefined,
    });
    otherTabWrites(JSON.stringify({ ...blank, open: true, draft: 'typed' }));
    expect(shown.draft).toBe('typed');
    expect(memory.read().draft).toBe('typed on');
  });

  it('is overwritten by what a person does here afterwards', () => {
    const { otherTabWrites } = asInBrowser();
    const memory = new Memory('w1');
    memory.watch({ chat: () => undefined, beside: (all) => memory.write(all), wiped: () => undefined });
    otherTabWrites(JSON.stringify({ ...blank, draft: 'typed there' }));
    memory.write({ ...blank, draft: 'typed here' });
    expect(memory.read().draft).toBe('typed here');
  });
});

it('an unused link is removed when its customer signs out in another tab', () => {
  const { otherTabSignsOut } = asInBrowser();
  const memory = new Memory('w1');
  const wiped = jest.fn();
  memory.watch({ chat: () => undefined, beside: () => undefined, wiped });
  memory.link = 'secret';
  otherTabSignsOut();
  expect(wiped).toHaveBeenCalledTimes(1);
  expect([memory.link, new Memory('w1').link]).toEqual([null, null]);
});
