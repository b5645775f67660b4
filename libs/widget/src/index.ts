/*
 * The types of the chat widget's API for portals. No code: the widget itself is the script that a gateway serves. This
 * file imports nothing, so that a portal can also copy it.
 */

/** What a portal can do: `window.Rejoin`. */
export interface Rejoin {
  /** Called at once; before the script has loaded, as soon as it has. */
  push(...commands: Command[]): void;
  /** Shows the widget. Again only after {@link Rejoin.shutdown}, with the same options or others. */
  boot(options: BootOptions): void;
  /** Returns the function that ends the subscription. */
  on<Name extends keyof PortalEvents>(name: Name, listener: (event: PortalEvents[Name]) => void): () => void;
  open(): void;
  close(): void;
  /** Takes launcher and panel off the page; the chat goes on. */
  hide(): void;
  show(): void;
  /** Opens the panel and a chat: by a reconnect link's id, else the one there is, else a new one. */
  startChat(options?: { reconnectId?: string }): void;
  /** Ends the conversation for good. */
  endChat(): void;
  /** Asked for a JWT each time one is needed. Who can continue a chat is offered it. */
  setAuthTokenProvider(provider: TokenProvider): void;
  /** Null until the panel is there, which is when there is something to come back to. */
  getReconnectContext(): ReconnectContext | null;
  /** Forgets everything, in all tabs: for the portal's sign-out. */
  shutdown(): void;
}

export type Command = (rejoin: Rejoin) => void;

export interface BootOptions {
  widgetId: string;
  /** Base URL of the gateway, or several, also as one text with spaces; the loader's own origin unless given. */
  endpoint?: string | readonly string[];
  /** Such as `de` or `pt-BR`; `auto` is the visitor's browser's. The widget's setting unless given. */
  locale?: string;
  /** `none`: the page has a launcher of its own, which calls {@link Rejoin.open}. */
  launcher?: 'none';
  /**
   * The chat goes on over the subdomains of this site, where the widget's setting *Keep chats across subdomains of*
   * allows it. The panel is then fetched with the page.
   */
  follow?: boolean;
  /** Who the visitor is, as the page says. What a token says goes before it. */
  customer?: Customer;
  authTokenProvider?: TokenProvider;
}

export interface Customer {
  /** What agents call the customer: at most 200 characters. The widget asks for no other. */
  name?: string;
  /** Shown to the agent, such as what is in the basket: at most 100 values, 8,192 characters in all. */
  context?: Readonly<Record<string, string | number | boolean>>;
}

export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** What a page needs to bring its customer back by its own means; each null while unknown. */
export interface ReconnectContext {
  reconnectId: string | null;
  redirectURL: string | null;
  /** Instant (ISO 8601, UTC). */
  deadlineAt: string | null;
  secondsLeft: number | null;
}

/** What {@link Rejoin.on} tells a portal. */
export interface PortalEvents {
  /** The panel is there. */
  ready: Record<string, never>;
  opened: Record<string, never>;
  closed: Record<string, never>;
  /** A conversation was begun, or one that was there is shown. */
  started: { conversationId: string; created: boolean };
  /** Back in a conversation, with all that was missed. */
  reconnected: { conversationId: string; epoch: number; missed: number };
  /** A message of either side, once. */
  message: { seq: number; sender: 'customer' | 'agent' | 'bot'; text: string; at: string };
  connection: { phase: 'live' | 'connecting' | 'waiting' };
  unread: { count: number };
  ended: { by: 'customer' | 'agent' | 'supervisor' | 'system' };
  'too-late': { name: string; redirectURL: string | null };
}

declare global {
  interface Window {
    /** A queue of commands until the script has come: `(window.Rejoin ??= []).push((rejoin) => …)`. */
    Rejoin?: Rejoin | Command[];
  }
}
