/** What a browser has and jsdom has not. Without layout nothing overflows, is resized or moves. */

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

/** A channel on which no other tab is. {@link otherTabSays} speaks as one. */
class Channel {
  static readonly open = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: unknown[] = [];

  constructor(readonly name: string) {
    Channel.open.add(this);
  }

  postMessage(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    Channel.open.delete(this);
  }
}

/** Sends a message to this tab as another tab of the browser. */
export function otherTabSays(data: unknown): void {
  for (const channel of Channel.open) channel.onmessage?.({ data });
}

/** What this tab has said to the other tabs. */
export function saidToOtherTabs(): unknown[] {
  return [...Channel.open].flatMap(({ sent }) => sent);
}

/** A query of the size or the preferences of the window, whose answer a test can change. */
class Media extends EventTarget {
  static readonly all: Media[] = [];
  static matching: readonly string[] = [];
  onchange = null;

  constructor(readonly media: string) {
    super();
    Media.all.push(this);
  }

  get matches(): boolean {
    return Media.matching.includes(this.media);
  }

  addListener(): void {}
  removeListener(): void {}
}

/** The media queries that match from now on; at first none does. */
export function mediaMatch(...queries: string[]): void {
  Media.matching = queries;
  for (const one of Media.all) one.dispatchEvent(new Event('change'));
}

/** Plays nothing. */
class Audio {
  readonly currentTime = 0;
  readonly state = 'running';
  readonly destination = {};

  createOscillator() {
    return { frequency: { value: 0 }, connect: (next: unknown) => next, start: nothing, stop: nothing };
  }

  createGain() {
    const gain = {
      setValueAtTime: nothing,
      linearRampToValueAtTime: nothing,
      exponentialRampToValueAtTime: nothing,
    };
    return { gain, connect: (next: unknown) => next };
  }
}

const nothing = (): void => undefined;

/** An animation that ends at once. */
function animate(): Partial<Animation> {
  const animation: Partial<Animation> = {
    play: () => undefined,
    pause: () => undefined,
    cancel: () => undefined,
    finish: () => undefined,
    reverse: () => undefined,
    persist: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    currentTime: 0,
    playState: 'finished',
    finished: Promise.resolve({} as Animation),
  };
  let onfinish: (() => void) | null = null;
  Object.defineProperty(animation, 'onfinish', {
    get: () => onfinish,
    set: (listener: (() => void) | null) => {
      onfinish = listener;
      queueMicrotask(() => onfinish?.());
    },
  });
  return animation;
}

/** Gives elements a height that grows with their content, so that they can be scrolled. */
export function withHeights(): void {
  jest.spyOn(Element.prototype, 'scrollHeight', 'get').mockImplementation(function (this: Element) {
    return 10 * this.querySelectorAll('*').length;
  });
}

/** The files that the page has saved as downloads in this test. */
export const savedFiles: Blob[] = [];

Object.assign(globalThis, {
  AudioContext: Audio,
  BroadcastChannel: Channel,
  ResizeObserver: Observer,
  IntersectionObserver: Observer,
  visualViewport: null,
  matchMedia: (query: string) => new Media(query),
});
Object.assign(Element.prototype, {
  animate,
  scrollTo: () => undefined,
  scrollIntoView: () => undefined,
  getAnimations: () => [],
});
/**
 * Style sheets only hide, because there is no layout. Without their other rules tests take a tenth of the time: jsdom
 * compares each element whose name or visibility is asked for with each rule.
 */
const insertRule = CSSStyleSheet.prototype.insertRule;
Object.assign(CSSStyleSheet.prototype, {
  replaceSync: nothing,
  insertRule(this: CSSStyleSheet, rule: string): number {
    return /visibility: ?hidden|display: ?none/.test(rule)
      ? insertRule.call(this, rule, this.cssRules.length)
      : 0;
  },
});
Object.assign(Node.prototype, { adoptedStyleSheets: [] });
Object.assign(URL, {
  createObjectURL: (file: Blob) => {
    savedFiles.push(file);
    return 'blob:page';
  },
  revokeObjectURL: nothing,
});
