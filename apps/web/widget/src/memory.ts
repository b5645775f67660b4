import type { Failed, Remembered } from './state';

const blank = JSON.stringify({ open: false, draft: '', seen: 0, failed: [] });

/**
 * What this browser keeps of the widget besides the chat, which the client keeps: whether the panel is open, what
 * stands in the composer, how far the transcript was read. Without storage it lives as long as the page.
 */
export class Memory {
  readonly isBlocked: boolean;
  private readonly key: string;
  private readonly linkKey: string;
  private inPage = '';
  private isHearing = false;
  private linkInPage: string | null = null;

  constructor(private readonly widgetId: string) {
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
      (this.isBlocked ? undefined : attempt(() => localStorage.getItem(this.key))) ?? this.inPage,
    );
    return {
      open: saved.open === true,
      draft: typeof saved.draft === 'string' ? saved.draft : '',
      seen: typeof saved.seen === 'number' ? saved.seen : 0,
      failed: Array.isArray(saved.failed) ? (saved.failed as Failed[]) : [],
    };
  }

  write({ open, draft, seen, failed }: Remembered): void {
    const text = JSON.stringify({ open, draft, seen, failed });
    if (text === this.inPage) return;
    this.inPage = text;
    // Said back, it could undo what was typed there meanwhile.
    if (this.isHearing) return;
    attempt(() => {
      if (text === blank) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, text);
    });
  }

  /**
   * A link that was opened and not used yet: it is gone from the address bar, but outlives a reload of this tab and
   * the way to the portal's sign-in page and back.
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
    attempt(() => {
      localStorage.removeItem(this.key);
    });
  }

  /** Calls back when another tab of this browser changes the chat, or what stands beside it. */
  watch(heard: { chat(): void; beside(remembered: Remembered): void; wiped(): void }): void {
    addEventListener('storage', ({ key, newValue, storageArea }) => {
      if (storageArea !== attempt(() => localStorage)) return;
      const chatKey = `rejoin.${this.widgetId}`;
      if (key === null || (key === chatKey && newValue === null)) {
        // A link that waits in this tab is of whoever has signed out in another.
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
    });
  }
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function parsed(text: string): Record<string, unknown> {
  const value: unknown = attempt((): unknown => JSON.parse(text));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
