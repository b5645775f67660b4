/*
 * The types of the chat widget's API for portals. There is no code: the widget itself is the script that a gateway
 * serves. This file has no imports, so that a portal can also copy it.
 */

/** The API of the chat widget: `window.Rejoin`. */
export interface Rejoin {
  /**
   * Calls each command with the API: at once, or as soon as the script has loaded.
   *
   * @example
   * (window.Rejoin ??= []).push((rejoin) => rejoin.open());
   */
  push(...commands: Command[]): void;
  /**
   * Shows the widget. Call it once; after {@link Rejoin.shutdown} it can be called again, with the same or other
   * options.
   */
  boot(options: BootOptions): void;
  /** Calls the listener for each event of this name. Returns a function that ends the subscription. */
  on<Name extends keyof PortalEvents>(name: Name, listener: (event: PortalEvents[Name]) => void): () => void;
  /** Opens the panel. */
  open(): void;
  /** Closes the panel. The chat continues. */
  close(): void;
  /** Removes the launcher and the panel from the page. The chat continues. */
  hide(): void;
  /** Shows the launcher and the panel again after {@link Rejoin.hide}. */
  show(): void;
  /**
   * Opens the panel and a chat: the one of the reconnect link with this id, otherwise the existing chat, otherwise a
   * new one.
   */
  startChat(options?: { reconnectId?: string }): void;
  /** Ends the conversation for good. */
  endChat(): void;
  /**
   * Sets the function that provides a JWT of the signed-in customer. It is called each time a JWT is needed. A customer
   * who has a chat to continue is asked whether to continue it.
   */
  setAuthTokenProvider(provider: TokenProvider): void;
  /**
   * Returns what the page needs to let its customer reconnect. Null before the panel has loaded; it
   * loads as soon as there is a chat to return to.
   */
  getReconnectContext(): ReconnectContext | null;
  /**
   * Ends the widget and removes everything that is stored, in all tabs. Call it when the customer signs out of the
   * portal.
   */
  shutdown(): void;
}

/** A function for {@link Rejoin.push}. */
export type Command = (rejoin: Rejoin) => void;

/** The options of {@link Rejoin.boot}. */
export interface BootOptions {
  /** The id of the chat widget. */
  widgetId: string;
  /**
   * The base URL of the gateway, or several, also as one text with spaces between. Default: the origin of the loader.
   */
  endpoint?: string | readonly string[];
  /** A locale such as `de` or `pt-BR`; `auto` is the locale of the visitor's browser. Default: the widget's setting. */
  locale?: string;
  /** With `none` the page has a launcher of its own, which calls {@link Rejoin.open}. */
  launcher?: 'none';
  /**
   * Keeps the chat across the subdomains of this site, where the widget's setting *Keep chats across subdomains of*
   * allows it. The panel is then loaded with the page.
   */
  follow?: boolean;
  /** Who the visitor is, as far as the page knows. A token takes precedence. */
  customer?: Customer;
  /** See {@link Rejoin.setAuthTokenProvider}. */
  authTokenProvider?: TokenProvider;
}

/** The visitor, as the page describes them. */
export interface Customer {
  /** The name of the customer for agents: at most 200 characters. With a name the widget does not ask for one. */
  name?: string;
  /** Values for the agent, such as the contents of the basket: at most 100 values, 8,192 characters in all. */
  context?: Readonly<Record<string, string | number | boolean>>;
}

/** Provides a JWT of the signed-in customer; undefined when no one is signed in. */
export type TokenProvider = () => string | undefined | Promise<string | undefined>;

/** What a page needs to let its customer reconnect by its own means. Each value is null while it is unknown. */
export interface ReconnectContext {
  /** The secret of the latest reconnect link in this chat. */
  reconnectId: string | null;
  /** Where the widget's settings send a customer who is too late. */
  redirectURL: string | null;
  /** When the open reconnection window ends: an instant (ISO 8601, UTC). */
  deadlineAt: string | null;
  /** Seconds until it is too late to reconnect. */
  secondsLeft: number | null;
}

/** The events of {@link Rejoin.on}. */
export interface PortalEvents {
  /** The panel has loaded. */
  ready: Record<string, never>;
  /** The panel was opened. */
  opened: Record<string, never>;
  /** The panel was closed. */
  closed: Record<string, never>;
  /** A conversation was started, or an existing one is shown. `created` is true for a new one. */
  started: { conversationId: string; created: boolean };
  /** The customer is back in the conversation, with everything that was missed; `missed` is the number of messages. */
  reconnected: { conversationId: string; epoch: number; missed: number };
  /** A message of either side, once. `at` is an instant (ISO 8601, UTC). */
  message: { seq: number; sender: 'customer' | 'agent' | 'bot'; text: string; at: string };
  /** The state of the connection has changed. In `waiting` the next attempt follows in a moment. */
  connection: { phase: 'live' | 'connecting' | 'waiting' };
  /** The number of unread messages has changed. */
  unread: { count: number };
  /** The conversation has ended for good. */
  ended: { by: 'customer' | 'agent' | 'supervisor' | 'system' };
  /** The customer can no longer return to the conversation. `name` is the refusal. */
  'too-late': { name: string; redirectURL: string | null };
}

declare global {
  interface Window {
    /** Before the script has loaded, a queue of commands: `(window.Rejoin ??= []).push((rejoin) => …)`. */
    Rejoin?: Rejoin | Command[];
  }
}
