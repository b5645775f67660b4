/** What a page goes through, as far as a chat's line is concerned. */
export interface Lived {
  /** The page is seen again, thawed, or the network is back: the line may be dead without having said so. */
  woke(): void;
  /** The page goes away, perhaps into the back/forward cache, which takes no page with an open socket. */
  left(): void;
  /** The page came out of that cache. */
  cameBack(): void;
  /** The page's policy has refused a request to this address. */
  forbidden(address: string): void;
  /** The page went to the background, or is seen again; called at once with how it is. */
  turned(hidden: boolean): void;
}

/** Until the signal is aborted. */
export function liveWith(page: Lived, signal: AbortSignal): void {
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
