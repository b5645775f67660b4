import { toJson } from './json';
import { newSecret, type Storage } from './platform';

/** A message to send, or the request to end the chat. They are sent in order and survive a reload. */
export type ChatItem =
  | { readonly id: string; readonly kind: 'message'; readonly text: string }
  | { readonly id: string; readonly kind: 'close' };

export interface StartOptions {
  name?: string;
  locale?: string;
  /** What the page knows about the customer, for the agent. */
  context?: Readonly<Record<string, string>>;
  /** Where and with what the customer starts, for the agent. The service masks what looks like a secret. */
  visit?: { page?: string; timeZone?: string; userAgent?: string };
  /** End a conversation that could be continued, and start a new one. */
  startNew?: boolean;
  /**
   * Reject with `reconnect-available` also when the signed-in customer's chat is connected elsewhere. Without it this
   * client takes the chat over, and the other device is informed.
   */
  askFirst?: boolean;
}

/** What identifies the claim to a chat. It is stored in this browser only. */
export interface Session {
  readonly secret: string;
  /** Null until the first answer. Until then the start is repeated with the same secret. */
  readonly conversationId: string | null;
  readonly start: StartOptions;
}

interface StoredChat {
  session: Session | null;
  lastSeq: number;
  unsent: readonly ChatItem[];
  /** Texts that could not be sent in a conversation that is over. They are offered in the next one. */
  drafts: readonly string[];
  /** A return without an answer yet. It must be repeated with the same secret. */
  claim: { readonly what: string; readonly secret: string } | null;
  /** The gateways that were learned last. */
  endpoints: readonly string[];
  /**
   * A random id by which the service recognises an anonymous customer. It stays the same in
   * later chats, and is empty before the first one.
   */
  browser: string;
}

const nothing: StoredChat = {
  session: null,
  lastSeq: 0,
  unsent: [],
  drafts: [],
  claim: null,
  endpoints: [],
  browser: '',
};

/**
 * The stored state of one widget in this browser. Other tabs write here too, so everything is read again before it is
 * changed, and a tab changes nothing when the session is no longer its own.
 */
export class SessionStore {
  private readonly key: string;

  constructor(
    private readonly storage: Storage,
    widgetId: string,
  ) {
    this.key = `rejoin.${widgetId}`;
  }

  read(): StoredChat {
    try {
      return savedOf(JSON.parse(this.storage.getItem(this.key) ?? '{}'));
    } catch {
      return nothing;
    }
  }

  /** Stores a new session in place of the old one. Unsent messages stay only when the conversation is the same. */
  begin(session: Session): void {
    const saved = this.read();
    const same = session.conversationId !== null && saved.session?.conversationId === session.conversationId;
    const browser = saved.browser || newSecret();
    this.write({ ...(same ? saved : withoutSession(saved)), session, claim: null, browser });
  }

  /** Stores the conversation id from the answer to the start. */
  named(secret: string, conversationId: string): void {
    this.change(secret, (saved) => ({
      ...saved,
      session: saved.session && { ...saved.session, conversationId },
    }));
  }

  reached(secret: string, lastSeq: number): void {
    this.change(secret, (saved) => (saved.lastSeq < lastSeq ? { ...saved, lastSeq } : saved));
  }

  /** Lowers the last seq to the highest that the server has. */
  limited(secret: string, toSeq: number): void {
    this.change(secret, (saved) => (saved.lastSeq > toSeq ? { ...saved, lastSeq: toSeq } : saved));
  }

  queued(secret: string, item: ChatItem): void {
    this.change(secret, (saved) => ({ ...saved, unsent: [...saved.unsent, item] }));
  }

  settled(secret: string, id: string): void {
    this.change(secret, (saved) => ({ ...saved, unsent: saved.unsent.filter((item) => item.id !== id) }));
  }

  /** Removes the session. Unsent messages become drafts. */
  forget(secret: string): void {
    this.change(secret, withoutSession);
  }

  keepEndpoints(endpoints: readonly string[]): void {
    const saved = this.read();
    if (saved.endpoints.join() !== endpoints.join()) this.write({ ...saved, endpoints });
  }

  claiming(claim: StoredChat['claim']): void {
    this.write({ ...this.read(), claim });
  }

  /** Returns the drafts and removes them. */
  takeDrafts(): readonly string[] {
    const saved = this.read();
    if (saved.drafts.length > 0) this.write({ ...saved, drafts: [] });
    return saved.drafts;
  }

  keepDraft(text: string): void {
    const saved = this.read();
    this.write({ ...saved, drafts: [...saved.drafts, text] });
  }

  /** Writes before it removes, because a browser informs other tabs only about the removal of an existing item. */
  wipe(): void {
    this.write(nothing);
    this.storage.removeItem(this.key);
  }

  private change(secret: string, to: (saved: StoredChat) => StoredChat): void {
    const saved = this.read();
    if (saved.session?.secret !== secret) return;
    const changed = to(saved);
    if (changed !== saved) this.write(changed);
  }

  private write(saved: StoredChat): void {
    this.storage.setItem(this.key, toJson(saved));
  }
}

/** Returns the usable part of a stored value, which may be damaged or written by another release or another program. */
function savedOf(value: unknown): StoredChat {
  const saved = (typeof value === 'object' && value !== null ? value : {}) as Partial<StoredChat>;
  const { session, lastSeq, claim, browser } = saved;
  const isText = (text: unknown): text is string => typeof text === 'string';
  const isSession =
    isText(session?.secret) &&
    (session.conversationId === null || isText(session.conversationId)) &&
    typeof session.start === 'object';
  return {
    session: isSession ? session : null,
    lastSeq: Number.isSafeInteger(lastSeq) ? lastSeq! : 0,
    unsent: listed(saved.unsent).filter(
      (item) =>
        isText((item as ChatItem | null)?.id) &&
        (item.kind === 'close' || isText((item as { text?: unknown }).text)),
    ),
    drafts: listed(saved.drafts).filter(isText),
    claim: isText(claim?.what) && isText(claim.secret) ? claim : null,
    endpoints: listed(saved.endpoints).filter(isText),
    browser: isText(browser) && browser.length === 43 ? browser : '',
  };
}

/** What stays when the conversation is over: unsent messages become drafts. */
function withoutSession(saved: StoredChat): StoredChat {
  const drafts = [...saved.drafts, ...textsOf(saved.unsent)];
  return { ...saved, session: null, lastSeq: 0, unsent: [], claim: null, drafts };
}

function listed<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

export function textsOf(items: readonly ChatItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'message' ? [item.text] : []));
}
