import type { Storage } from './platform';

const key = 'rejoin.http';

/** The storage of the tab in a browser. Reading the property throws where storage is blocked. */
const tab = (): Storage | undefined => (globalThis as { sessionStorage?: Storage }).sessionStorage;

/** Whether an earlier page of this tab found less than ten minutes ago that only HTTP reaches the gateways. */
export function isHttpRemembered(): boolean {
  return httpUntil() > Date.now();
}

/** Until when connections use HTTP at once, in ms of the epoch; 0 when a WebSocket is tried first. */
export function httpUntil(): number {
  try {
    return Number(tab()?.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}

/** Stores the instant for later pages of this tab; 0 removes it. */
export function rememberHttp(until: number): void {
  try {
    tab()?.setItem(key, String(until));
  } catch {
    // Without storage each page finds it out for itself.
  }
}
