import type { BootOptions, PortalEvents, Rejoin, TokenProvider } from '@rejoin/widget';
import type { ReconnectContext } from '@rejoin/client';

export type Tell = <Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]) => void;
/** A portal's subscription: the name of an event and its listener. */
export type Listener = {
  [Name in keyof PortalEvents]: readonly [name: Name, hear: (event: PortalEvents[Name]) => void];
}[keyof PortalEvents];

/** What the loader passes to the panel. */
export interface Host {
  readonly root: ShadowRoot;
  readonly options: BootOptions & { readonly endpoint: string | readonly string[] } & {
    /** The page has called `shutdown` before the panel loaded, and may call `boot` again. */
    isShut?: boolean;
  };
  readonly listeners: Listener[];
  readonly token: TokenProvider;
  /** The secret of a reconnect link that was in the address, if there was one. */
  readonly link: string | null | undefined;
}

/** The widget's element. */
export interface Listening extends HTMLElement {
  /** Adds listeners that the page may have removed. Called when the element is put back into the page. */
  listen(): void;
}

/** What the loader uses of the panel. */
export interface Panel extends Pick<Rejoin, 'open' | 'close' | 'startChat' | 'endChat' | 'shutdown'> {
  getReconnectContext(): ReconnectContext;
  /** Returns a new panel after a shutdown, and this one otherwise. */
  boot(options: BootOptions): Panel;
  linkOpened(secret: string): void;
  /** The portal has set its token provider. */
  signedIn(): void;
}
