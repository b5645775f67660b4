/** The events of a page that concern a chat's connection. */
export interface PageLife {
  /**
   * The page is visible again or thawed, or the network is back. The connection may be dead without a `close` event.
   */
  woke(): void;
  /** The page is being left, perhaps into the back/forward cache, which accepts no page with an open socket. */
  left(): void;
  /** The page returned from that cache. */
  cameBack(): void;
  /** The page's policy has refused a request to this address. */
  forbidden(address: string): void;
  /** The page went to the background or is visible again. Also called at once with the current state. */
  turned(hidden: boolean): void;
}

/** Listens until the signal is aborted. */
export function liveWith(page: PageLife, signal: AbortSignal): void {
  const turned = (): void => page.turned(document.visibilityState === 'hidden');
  turned();
  const until = { signal };
  document.addEventListener(
    'visibilitychange',
    () => {
      turned();
      if (document.visibilityState === 'visible') page.woke();
    },
    until,
  );
  document.addEventListener('resume', page.woke, until);
  addEventListener('online', page.woke, until);
  addEventListener('focus', page.woke, until);
  document.addEventListener(
    'securitypolicyviolation',
    // A policy that only reports refuses nothing.
    ({ blockedURI, disposition }) => disposition === 'enforce' && page.forbidden(blockedURI),
    until,
  );
  addEventListener('pagehide', page.left, until);
  addEventListener('pageshow', ({ persisted }) => persisted && page.cameBack(), until);
}
