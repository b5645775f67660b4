import { toJson, type Storage } from '@rejoin/client';
import type { Failed, Remembered } from './state';

const blank = toJson({ open: false, draft: '', seen: 0, failed: [] });

/**
 * What this browser stores of the widget besides the chat, which the client stores: whether the panel is open, the text
 * in the composer, and how far the transcript was read. Without storage it is kept as long as the page.
 */
export class Memory {
  readonly isBlocked: boolean;
  private readonly key: string;
  private readonly linkKey: string;
  /** The browser's storage, used for the chat as well. The first refusal to store something calls `full`. */
  readonly storage: Storage = {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => {
      try {
        localStorage.setItem(key, value);
      } catch (error) {
        this.full();
        throw error;
      }
      this.changed(key, value);
    },
    removeItem: (key) => {
      localStorage.removeItem(key);
      this.changed(key, null);
    },
  };
  /** Called with what this page has stored. Set where the subdomains of a site share it. */
  changed: (key: string, value: string | null) => void = () => undefined;
  private inPage = '';
  private isHearing = false;
  private linkInPage: string | null = null;

  constructor(
    private readonly widgetId: string,
    private readonly full: () => void = () => undefined,
  ) {
    this.key = `rejoin.${widgetId}.ui`;
    this.linkKey = `rejoin.${widgetId}.link`;
    this.isBlocked = !attempt(() => {
      const saved = localStorage.getItem(this.key);
      localStorage.setItem(this.key, saved ?? '');
      if (saved === null) localStorage.removeItem(this.key);
      return true;
    });
  }

  read(): Remembered {
    const saved = parsed(
      (this.isBlocked ? undefined : attempt(() => localStorage.getItem(this.key) ?? '')) ?? this.inPage,
    );
    return {
      open: saved.open === true,
      draft: typeof saved.draft === 'string' ? saved.draft : '',
      seen: typeof saved.seen === 'number' ? saved.seen : 0,
      failed: Array.isArray(saved.failed) ? saved.failed.filter(isFailed) : [],
    };
  }

  write({ open, draft, seen, failed }: Remembered): void {
    const text = toJson({ open, draft, seen, failed });
    if (text === this.inPage) return;
    this.inPage = text;
    // Sending it back could undo what was typed in the other tab meanwhile.
    if (this.isHearing) return;
    attempt(() => {
      if (text === blank) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, text);
    });
  }

  /**
   * An opened link that was not used yet. It is removed from the address bar, but survives a reload of this tab and the
   * way to the portal's sign-in page and back.
   */
  get link(): string | null {
    return attempt(() => sessionStorage.getItem(this.linkKey)) ?? this.linkInPage;
  }

  set link(secret: string | null) {
    this.linkInPage = secret;
    attempt(() => {
      if (secret === null) sessionStorage.removeItem(this.linkKey);
      else sessionStorage.setItem(this.linkKey, secret);
    });
  }

  wipe(): void {
    this.inPage = '';
    this.link = null;
    attempt(() => this.storage.removeItem(this.key));
  }

  /** Calls back when another tab of this browser changes the chat or what is stored beside it. */
  watch(
    heard: { chat(): void; beside(remembered: Remembered): void; wiped(): void },
    signal?: AbortSignal,
  ): void {
    const changed = ({ key, newValue, storageArea }: StorageEvent): void => {
      if (storageArea !== attempt(() => localStorage)) return;
      const chatKey = `rejoin.${this.widgetId}`;
      if (key === null || (key === chatKey && newValue === null)) {
        // A link that waits in this tab belongs to the customer who has signed out in another.
        this.wipe();
        heard.wiped();
      } else if (key === chatKey) heard.chat();
      else if (key === this.key && newValue !== null) {
        this.isHearing = true;
        try {
          heard.beside(this.read());
        } finally {
          this.isHearing = false;
        }
      }
    };
    addEventListener('storage', changed, { ...(signal && { signal }) });
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function isFailed(value: unknown): value is Failed {
  const { id, text, refusal } = (value ?? {}) as Record<string, unknown>;
  return [id, text, refusal].every((part) => typeof part === 'string');
}

function parsed(text: string): Record<string, unknown> {
  const value: unknown = attempt((): unknown => JSON.parse(text));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
