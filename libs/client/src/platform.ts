import { passedMs } from './passed-time';

/** What a client needs of a WebSocket: a browser's, Node's own, or the one of the package `ws`. */
export interface Socket {
  onopen: Handlers['open'] | null;
  onmessage: Handlers['message'] | null;
  onclose: Handlers['close'] | null;
  onerror: Handlers['error'] | null;
  send(text: string): void;
  close(code?: number): void;
  /** Of `ws`: no closing handshake, which a dead line would never answer. */
  terminate?(): void;
}

export type SocketConstructor = new (url: string, options?: { headers: Record<string, string> }) => Socket;

/** What survives a reload. A browser's localStorage fits. */
export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Where a client runs. Everything has the browser's (and Node's) own as its default. */
export interface PlatformOptions {
  /** In Node 20 the constructor of the package `ws`. */
  WebSocket?: SocketConstructor;
  fetch?: typeof fetch;
  storage?: Storage;
  /** Outside browsers: what to send as `Origin`. A browser sends its own and lets nobody choose. */
  origin?: string;
  /** 0 to 1, for the jitter of reconnecting. */
  random?: () => number;
}

/** A request whose headers are a plain object. */
export type PlainRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

export interface Platform {
  readonly storage: Storage;
  readonly random: () => number;
  connect(url: string): Socket;
  fetch(url: string, init: PlainRequest): Promise<Response>;
  /** Milliseconds on a clock that runs on while the device sleeps, and that setting the time moves forward at most. */
  now(): number;
}

export function platformOf(options: PlatformOptions): Platform {
  const { origin } = options;
  const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin };
  const ask = options.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  return {
    storage: forgiving(options.storage ?? browserStorage()),
    random: options.random ?? Math.random,
    connect: (url) => {
      const WebSocket = options.WebSocket ?? globalSocket();
      return origin === undefined ? new WebSocket(url) : new WebSocket(url, { headers });
    },
    fetch: (url, init) => {
      // Said of a request without a body too, a browser would ask for leave first (a preflight), each time.
      const type: Record<string, string> = init.body ? { 'Content-Type': 'application/json' } : {};
      return ask(url, { ...init, headers: { ...headers, ...type, ...init.headers } });
    },
    now: passedMs,
  };
}

/** 256 random bits, base64url: what a session is opened with. */
export function newSecret(): string {
  return randomText(32);
}

/** An id that no other client makes. */
export function newClientId(): string {
  return randomText(16);
}

function randomText(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

interface Handlers {
  open(event: unknown): void;
  message(event: { data: unknown }): void;
  close(event: { code: number }): void;
  error(event: unknown): void;
}

function globalSocket(): SocketConstructor {
  const found = (globalThis as { WebSocket?: unknown }).WebSocket;
  if (found === undefined) throw new Error('no WebSocket here: pass that of "ws"');
  return found as SocketConstructor;
}

/** Outside browsers, and where a browser blocks it: memory, for the life of the page. */
function browserStorage(): Storage {
  try {
    const { document, localStorage } = globalThis as { document?: unknown; localStorage?: Storage };
    if (document !== undefined && localStorage) return localStorage;
  } catch {
    // Reading the property throws where storage is blocked.
  }
  return memoryStorage();
}

function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** A full or blocked storage must not break the chat: what it refuses is kept in memory. */
function forgiving(storage: Storage): Storage {
  const memory = memoryStorage();
  const attempt = <T>(act: (of: Storage) => T): T => {
    try {
      return act(storage);
    } catch {
      return act(memory);
    }
  };
  return {
    getItem: (key) => memory.getItem(key) ?? attempt((of) => of.getItem(key)),
    setItem: (key, value) => {
      memory.removeItem(key);
      attempt((of) => {
        of.setItem(key, value);
      });
    },
    removeItem: (key) => {
      memory.removeItem(key);
      attempt((of) => {
        of.removeItem(key);
      });
    },
  };
}
