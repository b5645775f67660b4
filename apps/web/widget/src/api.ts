import type { ReconnectContext } from '@rejoin/client';

/** What `Rejoin.on` tells a portal. */
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

export type Tell = <Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]) => void;
/** What a portal listens to, and with what. */
export type Listener = {
  [Name in keyof PortalEvents]: readonly [name: Name, hear: (event: PortalEvents[Name]) => void];
}[keyof PortalEvents];

export type TokenProvider = () => string | undefined | Promise<string | undefined>;

export interface BootOptions {
  widgetId: string;
  /** Base URL of the gateway, or several, also as one text with spaces; the loader's own origin unless given. */
  endpoint?: string | readonly string[];
  /** Such as `de` or `pt-BR`; `auto` is the visitor's browser's. The widget's setting unless given. */
  locale?: string;
  authTokenProvider?: TokenProvider;
}

/** What a portal can do: `window.Rejoin`. */
export interface Rejoin {
  /** Called at once; before the script has loaded, as soon as it has. */
  push(...commands: ((rejoin: Rejoin) => void)[]): void;
  boot(options: BootOptions): void;
  /** Returns the function that ends the subscription. */
  on<Name extends keyof PortalEvents>(name: Name, listener: (event: PortalEvents[Name]) => void): () => void;
  open(): void;
  close(): void;
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

/** What the loader hands to the panel. */
export interface Host {
  readonly root: ShadowRoot;
  readonly options: BootOptions & { readonly endpoint: string | readonly string[] };
  readonly listeners: Set<Listener>;
  readonly token: TokenProvider;
  /** The secret of a link that was in the address. */
  readonly link: string | null;
}

/** What the loader asks of the panel. */
export interface Panel extends Pick<Rejoin, 'open' | 'close' | 'startChat' | 'endChat' | 'shutdown'> {
  getReconnectContext(): ReconnectContext;
  linkOpened(secret: string): void;
  /** The portal can say now who is signed in. */
  signedIn(): void;
}
