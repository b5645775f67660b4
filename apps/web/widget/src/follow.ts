import { toJson, type ChatItem } from '@rejoin/client';
import type { Host } from './api';
import type { Memory } from './memory';
import { endpointsOf } from './options';
import { paths } from './paths';

/** The part of the stored chat that is used here. */
interface StoredChat {
  session: { secret: string; conversationId: string | null } | null;
  unsent: ChatItem[];
  drafts: string[];
  lastSeq?: number;
}

/** How long a page waits for what the other subdomains have stored. */
const patienceMs = 2_000;
/** The value of an item that was removed, such as at sign-out. */
const removed = '';

/**
 * Keeps what this browser stores of the widget in a frame of the gateway as well, which is the same for all subdomains
 * of a site, and takes changes of other subdomains from there. The page's own storage has the same items as without it.
 * A change is reported by a `storage` event, like one of another tab. `begins` resolves when the frame has answered
 * or has not answered in time.
 */
export class Following {
  private port: MessagePort | undefined;
  /** What the frame stores, by index: the chat, and the widget's other item. */
  private readonly shared: (string | null | undefined)[] = [];
  private readonly keys: readonly string[];
  private begun!: () => void;
  private isBegun = false;
  readonly begins = new Promise<void>((resolve) => (this.begun = resolve));

  constructor(
    { options, root }: Host,
    memory: Memory,
    private readonly signal: AbortSignal,
    /** Whether the visitor has signed out. */
    private readonly isShut: () => boolean,
  ) {
    const { widgetId } = options;
    const endpoint = endpointsOf(options.endpoint)[0]!;
    this.keys = [`rejoin.${widgetId}`, `rejoin.${widgetId}.ui`];
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = endpoint + paths.widgetFrame(widgetId);
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

  /** Sends a change of this page's storage to the frame, except for the fields that change with every message. */
  private changed(index: number, value: string | null): void {
    const told = index === 0 ? withoutPlace(value) : (value ?? removed);
    // Nothing is sent before the frame has sent what it stores.
    if (!this.port || this.shared[index] === undefined || this.shared[index] === told) return;
    // After a removal the client writes an empty item once more. It is no change.
    if (this.shared[index] === removed && told === withoutPlace('{}')) return;
    this.shared[index] = told;
    this.port.postMessage([index, told]);
  }

  private heard(index: number, value: string | null): void {
    const key = this.keys[index];
    if (key === undefined || this.signal.aborted) return;
    const own = localStorage.getItem(key);
    const isNews = value !== this.shared[index];
    // A page that has continued without the frame keeps its own chat.
    const isLate = this.shared[index] === undefined && this.isBegun && own !== null;
    // A visitor who signed out before the frame answered is signed out on all subdomains.
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

/**
 * The shared chat, with the texts of this page that may not have been sent. A message that was sent already is stored
 * once, by its id.
 */
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

function keptIn(value: string | null): StoredChat {
  let kept: Partial<StoredChat> | null = null;
  try {
    kept = JSON.parse(value ?? 'null') as Partial<StoredChat> | null;
  } catch {
    // A damaged value counts as none.
  }
  const list = <T>(of: T[] | undefined): T[] => (Array.isArray(of) ? of.filter(Boolean) : []);
  return { ...kept, session: kept?.session ?? null, unsent: list(kept?.unsent), drafts: list(kept?.drafts) };
}

/** Removes the position in the transcript and the gateways, of which every page knows its own. */
function withoutPlace(value: string | null): string {
  if (value === null) return removed;
  return toJson({ claim: null, ...keptIn(value), lastSeq: 0, endpoints: [] });
}
