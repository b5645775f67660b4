import type { BootOptions, PortalEvents, Rejoin, TokenProvider } from '@rejoin/widget';
import type { ReconnectContext } from '@rejoin/client';

export type Tell = <Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]) => void;
/** What a portal listens to, and with what. */
export type Listener = {
  [Name in keyof PortalEvents]: readonly [name: Name, hear: (event: PortalEvents[Name]) => void];
}[keyof PortalEvents];

/** What the loader hands to the panel. */
export interface Host {
  readonly root: ShadowRoot;
  readonly options: BootOptions & { readonly endpoint: string | readonly string[] } & {
    /** The page has shut it down before the panel came, and may boot again. */
    isShut?: boolean;
  };
  readonly listeners: Set<Listener>;
  readonly token: TokenProvider;
  /** The secret of a link that was in the address. */
  readonly link: string | null;
}

/** What the loader asks of the panel. */
export interface Panel extends Pick<Rejoin, 'open' | 'close' | 'startChat' | 'endChat' | 'shutdown'> {
  getReconnectContext(): ReconnectContext;
  /** The panel in place of this one, after a shutdown; the same one before. */
  boot(options: BootOptions): Panel;
  linkOpened(secret: string): void;
  /** The portal can say now who is signed in. */
  signedIn(): void;
}
