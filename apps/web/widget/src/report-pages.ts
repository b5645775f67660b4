import { passedMs, type ChatClient } from '@rejoin/client';
import { storable } from './limits';

/** In ms. A page that is left sooner, such as one that redirects, is not reported. */
const settledMs = 1_000;
/** In ms. The shortest time between two reports of a tab. */
const pauseMs = 5_000;
const mostTitle = 500;

/** The address of the page. What follows the path may contain secrets, and stays here. */
export function pageAddress(): string {
  return (location.origin + location.pathname).slice(0, 2_000);
}

/**
 * Shows the agent the page that the customer sees: of this tab when it has loaded, when it changes its address without
 * loading, and when it is shown again after another tab. Nothing is reported from the background, and a lost report is
 * replaced by the next one.
 */
export function reportPages(client: ChatClient, signal: AbortSignal): void {
  let reported = '';
  let reportedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const report = (): void => {
    timer = undefined;
    if (signal.aborted || document.visibilityState === 'hidden' || client.status.phase !== 'live') return;
    const pause = reportedAt + pauseMs - passedMs();
    if (pause > 0) {
      timer = setTimeout(report, pause);
      return;
    }
    const page = pageAddress();
    const title = storable(document.title.slice(0, mostTitle));
    if (reported === page + title) return;
    reported = page + title;
    reportedAt = passedMs();
    client.visitPage({ page, title });
  };
  const changed = (): void => {
    timer ??= setTimeout(report, settledMs);
  };
  const shown = (): void => {
    // Another tab may have reported its page meanwhile.
    reported = '';
    changed();
  };

  const until = { signal };
  client.on('connection', ({ phase }) => phase === 'live' && changed());
  if (client.status.phase === 'live') changed();
  for (const name of ['popstate', 'hashchange']) addEventListener(name, changed, until);
  for (const name of ['focus', 'pageshow']) addEventListener(name, shown, until);
  document.addEventListener('visibilitychange', shown, until);
  // Not every browser tells that a script has changed the address. Usually the customer has pressed something before.
  document.addEventListener('click', changed, { capture: true, signal });
  (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', changed, until);
}
