import type { Storage } from './platform';

const key = 'rejoin.http';

/** Of the tab, in a browser. Reading the property throws where storage is blocked. */
const tab = (): Storage | undefined => (globalThis as { sessionStorage?: Storage }).sessionStorage;

/** Whether an earlier page of this tab found that HTTP is the only way to the gateways, less than ten minutes ago. */
export function isHttpRemembered(): boolean {
  return httpUntil() > Date.now();
}

/** Until when connections go over HTTP at once, in ms of the epoch; 0 when a WebSocket is tried first. */
export function httpUntil(): number {
  try {
    return Number(tab()?.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}

/** For the pages of this tab that come; 0 forgets it. */
export function rememberHttp(until: number): void {
  try {
    tab()?.setItem(key, String(until));
  } catch {
    // Each page finds out by itself.
  }
}
