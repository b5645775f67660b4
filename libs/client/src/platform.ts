import { passedMs } from './passed-time';

/** The part of a WebSocket that a client uses: of a browser, of Node, or of the package `ws`. */
export interface Socket {
  onopen: Handlers['open'] | null;
  onmessage: Handlers['message'] | null;
  onclose: Handlers['close'] | null;
  onerror: Handlers['error'] | null;
  send(text: string): void;
  close(code?: number): void;
  /** Only in `ws`: closes without a closing handshake, which a dead connection would never answer. */
  terminate?(): void;
}

export type SocketConstructor = new (url: string, options?: { headers: Record<string, string> }) => Socket;

/** Storage that survives a reload, such as a browser's localStorage. */
export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The environment of a client. Every part has the one of the browser (or Node) as its default. */
export interface PlatformOptions {
  /** In Node 20 pass the constructor of the package `ws`. */
  WebSocket?: SocketConstructor;
  fetch?: typeof fetch;
  storage?: Storage;
  /** The `Origin` header to send outside of browsers. A browser sends its own. */
  origin?: string;
  /** A random number from 0 to 1, for the jitter of reconnections. */
  random?: () => number;
}

/** A request whose headers are a plain object. */
export type PlainRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

export interface Platform {
  readonly storage: Storage;
  readonly random: () => number;
  connect(url: string): Socket;
  fetch(url: string, init: PlainRequest): Promise<Response>;
  /**
   * Milliseconds on a clock that also counts while the device sleeps. Setting the device's time can move it only
   * forward.
   */
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
      // With this header on a request without a body, a browser would send a preflight request each time.
      const type: Record<string, string> = init.body ? { 'Content-Type': 'application/json' } : {};
      return ask(url, { ...init, headers: { ...headers, ...type, ...init.headers } });
    },
    now: passedMs,
  };
}

/** A new secret for a session: 256 random bits in base64url. */
export function newSecret(): string {
  return randomText(32);
}

/** A new random id that is unique among all clients. */
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

/** Outside of browsers, and where a browser blocks storage, memory is used for the lifetime of the page. */
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

/** Keeps in memory what a full or blocked storage refuses, so that the chat continues. */
function forgiving(storage: Storage): Storage {
  const memory = memoryStorage();
  const attempt = <T>(act: (of: Storage) => T): T => {
    try {
      return act(storage);
    } catch {
      return act(memory);
    }
  };
  /** A value that the storage takes must not stay in memory, which would hide it. */
  const change = (key: string, act: (of: Storage) => void): void => {
    memory.removeItem(key);
    attempt(act);
  };
  return {
    getItem: (key) => memory.getItem(key) ?? attempt((of) => of.getItem(key)),
    setItem: (key, value) => change(key, (of) => of.setItem(key, value)),
    removeItem: (key) => change(key, (of) => of.removeItem(key)),
  };
}
