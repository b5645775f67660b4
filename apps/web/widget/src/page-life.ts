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

export function liveWith(page: Lived): void {
  const turned = (): void => page.turned(document.visibilityState === 'hidden');
  turned();
  document.addEventListener('visibilitychange', () => {
    turned();
    if (document.visibilityState === 'visible') page.woke();
  });
  document.addEventListener('resume', page.woke);
  addEventListener('online', page.woke);
  addEventListener('focus', page.woke);
  document.addEventListener('securitypolicyviolation', ({ blockedURI, disposition }) => {
    // A policy that only reports refuses nothing.
    if (disposition === 'enforce') page.forbidden(blockedURI);
  });
  addEventListener('pagehide', page.left);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) page.cameBack();
  });
}
