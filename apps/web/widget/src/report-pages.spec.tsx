import type { ChatClient, ChatEvents } from '@rejoin/client';
import { reportPages } from './report-pages';

/** A connected chat that records the reported pages. */
class Chat {
  readonly reported: string[] = [];
  status = { phase: 'live' };
  private listener: (status: ChatEvents['connection']) => void = () => undefined;

  on(_name: 'connection', listener: (status: ChatEvents['connection']) => void): void {
    this.listener = listener;
  }

  visitPage({ page, title }: { page: string; title?: string }): void {
    this.reported.push(`${new URL(page).pathname} ${title ?? ''}`);
  }

  turn(phase: string): void {
    this.status = { phase };
    this.listener({ phase } as ChatEvents['connection']);
  }
}

function show(state: 'visible' | 'hidden'): void {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

function goTo(path: string, title: string): void {
  history.pushState(null, '', path);
  document.title = title;
  document.body.click();
}

const passes = (ms: number) => jest.advanceTimersByTime(ms);

describe('the page that an agent sees', () => {
  let chat: Chat;
  let life: AbortController;
  beforeEach(() => {
    jest.useFakeTimers();
    chat = new Chat();
    life = new AbortController();
    history.pushState(null, '', '/help?token=1#secret');
    document.title = 'Help';
    reportPages(chat as unknown as ChatClient, life.signal);
  });
  afterEach(() => {
    life.abort();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('is the page of a connected chat, without what follows its path', () => {
    passes(1_000);
    expect(chat.reported).toEqual(['/help Help']);
  });

  it('changes with the address of the page, at most every five seconds, to the last one', () => {
    passes(1_000);
    for (const at of [1, 2, 3]) {
      goTo(`/shop/${at}`, `Shop ${at}`);
      passes(1_000);
    }
    expect(chat.reported).toEqual(['/help Help']);
    passes(5_000);
    expect(chat.reported).toEqual(['/help Help', '/shop/3 Shop 3']);
  });

  it('is not reported again after a lost connection, unless it has changed', () => {
    passes(1_000);
    chat.turn('waiting');
    passes(10_000);
    chat.turn('live');
    passes(10_000);
    expect(chat.reported).toHaveLength(1);
    chat.turn('waiting');
    goTo('/cart', 'Cart');
    passes(10_000);
    expect(chat.reported).toHaveLength(1);
    chat.turn('live');
    passes(1_000);
    expect(chat.reported.at(-1)).toBe('/cart Cart');
  });

  it('is that of the visible tab, and is reported again when the tab is shown again', () => {
    passes(1_000);
    show('hidden');
    goTo('/hidden', 'Hidden');
    passes(10_000);
    expect(chat.reported).toHaveLength(1);
    goTo('/help', 'Help');
    show('visible');
    passes(1_000);
    expect(chat.reported).toEqual(['/help Help', '/help Help']);
  });

  it('is not reported any more when another widget has replaced this one, and nothing waits while nothing happens', () => {
    passes(1_000);
    expect(jest.getTimerCount()).toBe(0);
    life.abort();
    goTo('/later', 'Later');
    passes(10_000);
    expect(chat.reported).toHaveLength(1);
  });
});
