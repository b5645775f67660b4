import { toJson, type ChatItem } from '@rejoin/client';
import type { Memory } from './memory';

/** What the chat's entry in the storage holds, as far as it matters here. */
interface Kept {
  session: { secret: string; conversationId: string | null } | null;
  unsent: ChatItem[];
  drafts: string[];
  lastSeq?: number;
}

/** So long a page waits for what the other subdomains have kept. */
const patienceMs = 2_000;
/** A value that was removed, such as at sign-out. */
const removed = '';

/**
 * Keeps what this browser holds of the widget in a frame of the gateway as well, which is the same for all subdomains of
 * a site, and takes from there what another one has changed. The page's own storage stays as it is without: what comes is
 * told as a browser tells of other tabs. Resolves when the frame has answered, or does not answer.
 */
export class Following {
  private port: MessagePort | undefined;
  /** What the frame has, by index: the chat, and what stands beside it. */
  private readonly shared: (string | null | undefined)[] = [];
  private readonly keys: readonly string[];
  private begun!: () => void;
  private isBegun = false;
  readonly begins = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(
    widgetId: string,
    endpoint: string,
    memory: Memory,
    root: ShadowRoot,
    private readonly signal: AbortSignal,
    /** Whether the visitor has signed out. */
    private readonly isShut: () => boolean,
  ) {
    this.keys = [`rejoin.${widgetId}`, `rejoin.${widgetId}.ui`];
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = `${endpoint}/v1/widgets/${encodeURIComponent(widgetId)}/frame`;
    const { origin } = new URL(endpoint);
    addEventListener(
      'message',
      (event) => {
        if (event.source !== frame.contentWindow || event.origin !== origin) return;
        const { port1, port2 } = new MessageChannel();
        this.port?.close();
        this.port = port1;
        port1.onmessage = ({ data: [index, value] }: MessageEvent<[number, string | null]>) => {
          this.heard(index, value);
        };
        frame.contentWindow!.postMessage(event.data, origin, [port2]);
      },
      { signal },
    );
    signal.addEventListener('abort', () => {
      frame.remove();
      this.port?.close();
    });
    memory.changed = (key, value) => {
      this.changed(this.keys.indexOf(key), value);
    };
    root.append(frame);
    setTimeout(() => this.begin(), patienceMs);
  }

  /** This page has written. What changes with each message alone is not worth telling. */
  private changed(index: number, value: string | null): void {
    const told = index === 0 ? withoutPlace(value) : (value ?? removed);
    // Nothing is told before it is known what there is.
    if (!this.port || this.shared[index] === undefined || this.shared[index] === told) return;
    // After a removal an entry that holds nothing is written once more, which is none.
    if (this.shared[index] === removed && told === withoutPlace('{}')) return;
    this.shared[index] = told;
    this.port.postMessage([index, told]);
  }

  private heard(index: number, value: string | null): void {
    const key = this.keys[index];
    if (key === undefined || this.signal.aborted) return;
    const own = localStorage.getItem(key);
    const isNews = value !== this.shared[index];
    // A page that has gone on alone meanwhile keeps what it has begun.
    const isLate = this.shared[index] === undefined && this.isBegun && own !== null;
    // Who signed out before the frame answered is signed out on all subdomains.
    const isOver = this.shared[index] === undefined && own === null && this.isShut();
    this.shared[index] = value;
    if (value === null || isLate || isOver || !isNews) this.changed(index, own);
    else this.take(index, key, own, value);
    if (index === 0) this.begin();
  }

  private take(index: number, key: string, own: string | null, value: string): void {
    const taken = value && index === 0 ? merged(value, own) : value;
    if (taken === removed) localStorage.removeItem(key);
    else localStorage.setItem(key, taken);
    if (!this.isBegun) return;
    const newValue = taken === removed ? null : taken;
    dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }));
  }

  private begin(): void {
    this.isBegun = true;
    this.begun();
  }
}

/** The shared chat, and what was written here and may not have been sent. What was sent already is stored once, by its id. */
function merged(value: string, own: string | null): string {
  const [theirs, ours] = [keptIn(value), keptIn(own)];
  const isSame = ours.session?.secret === theirs.session?.secret;
  const known = new Set(theirs.unsent.map(({ id }) => id));
  const unsent = ours.unsent.filter(({ id }) => !known.has(id));
  const drafts = ours.drafts.filter((text) => !theirs.drafts.includes(text));
  const texts = isSame ? [] : unsent.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
  return toJson({
    ...theirs,
    ...{ claim: null, endpoints: [], ...ours, lastSeq: isSame ? ours.lastSeq : 0 },
    session: theirs.session,
    unsent: isSame ? [...theirs.unsent, ...unsent] : theirs.unsent,
    drafts: [...theirs.drafts, ...drafts, ...texts],
  });
}

function keptIn(value: string | null): Kept {
  let kept: Partial<Kept> | null = null;
  try {
    kept = JSON.parse(value ?? 'null') as Partial<Kept> | null;
  } catch {
    // Damaged: as if there were nothing.
  }
  const list = <T>(of: T[] | undefined): T[] => (Array.isArray(of) ? of.filter(Boolean) : []);
  return { ...kept, session: kept?.session ?? null, unsent: list(kept?.unsent), drafts: list(kept?.drafts) };
}

/** Without how far the transcript was told, and the gateways, of which every page knows its own. */
function withoutPlace(value: string | null): string {
  if (value === null) return removed;
  return toJson({ claim: null, ...keptIn(value), lastSeq: 0, endpoints: [] });
}
