import type { BootOptions, Host, Panel, PortalEvents, Rejoin, TokenProvider } from './api';
import { linkIn } from './link-in';
import { standIn, type StandIn } from './stand-in';

/*
 * What a portal's page embeds: it shows the launcher, takes commands, and fetches the panel when there is something
 * to show: a press, a chat that this browser holds, a link in the address, a customer who is signed in.
 */

declare global {
  interface Window {
    Rejoin?: Rejoin | ((rejoin: Rejoin) => void)[];
  }
}

type Listener = (event: never) => void;

const script = document.currentScript as HTMLScriptElement | null;
const listeners = new Map<string, Set<Listener>>();
let booted: Host['options'] | undefined;
let place: StandIn | undefined;
let link: string | null = null;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<void> | undefined;
let failures = 0;

const rejoin: Rejoin = {
  push: (...commands) => {
    for (const command of commands) command(rejoin);
  },
  boot: ({ endpoint = script ? new URL(script.src).origin : location.origin, ...options }: BootOptions) => {
    if (booted) return;
    booted = { ...options, endpoint: [endpoint].flat() };
    provider ??= options.authTokenProvider;
    const locale = options.locale ?? document.documentElement.lang;
    place = standIn(
      locale,
      () => rejoin.open(),
      () => void fetchPanel(),
    );
    takeLink();
    addEventListener('hashchange', takeLink);
    // Commands that stand behind this one in the queue come first.
    queueMicrotask(() => {
      const held = kept((store, key) => store.getItem(key) ?? '').join('\n');
      // A chat, an open panel, or a link that was not used yet.
      if (provider || /"session":\{|"open":true|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
  on: (name, listener) => {
    const heard = listeners.get(name) ?? new Set();
    listeners.set(name, heard.add(listener));
    return () => void heard.delete(listener);
  },
  open: () => ask((there) => there.open()),
  close: () => panel?.close(),
  startChat: (options) => ask((there) => there.startChat(options)),
  endChat: () => ask((there) => there.endChat()),
  setAuthTokenProvider: (given) => {
    provider = given;
    if (panel) panel.signedIn();
    else if (booted) void fetchPanel();
  },
  getReconnectContext: () => panel?.getReconnectContext() ?? null,
  shutdown: () => {
    link = null;
    if (panel) panel.shutdown();
    else kept((store, key) => store.removeItem(key));
  },
};

function tell<Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]): void {
  // A listener that throws disturbs nobody else.
  for (const listener of listeners.get(name) ?? []) {
    queueMicrotask(() => (listener as (event: PortalEvents[Name]) => void)(event));
  }
}

/** A link's secret stays in the address bar no longer than it takes to read it. */
function takeLink(): void {
  const { found, address } = linkIn(location.href);
  if (found === null) return;
  history.replaceState(history.state, '', address);
  link = found;
  if (panel) panel.linkOpened(found);
  else void fetchPanel();
}

function ask(act: (panel: Panel) => void): void {
  void fetchPanel().then(() => panel && act(panel));
  if (failures) place?.trouble();
}

function fetchPanel(): Promise<void> {
  if (!booted || !place) throw new Error('boot first');
  const { root } = place;
  const options = booted;
  return (loading ??= arrived().then(({ mount }) => {
    panel = mount({ root, options, tell, link, token: async () => provider?.() });
  }));
}

/** Tries until it has come: a browser may remember a failure for an address, so each try has its own. */
async function arrived(): Promise<{ mount(host: Host): Panel }> {
  const url = new URL(`panel.js?${failures}`, script?.src ?? booted?.endpoint[0]).href;
  try {
    return (await import(/* @vite-ignore */ url)) as { mount(host: Host): Panel };
  } catch {
    if (failures++) place?.trouble();
    await new Promise((resolve) => setTimeout(resolve, failures * 1_000));
    return arrived();
  }
}

/** What this browser keeps for the widget, by the names that the client and the panel give it. */
function kept<T>(look: (store: Storage, key: string) => T): T[] {
  try {
    return [localStorage, sessionStorage].flatMap((store) =>
      ['', '.ui', '.link'].map((end) => look(store, `rejoin.${booted?.widgetId}${end}`)),
    );
  } catch {
    return [];
  }
}

if (!window.Rejoin || Array.isArray(window.Rejoin)) {
  const queued = window.Rejoin ?? [];
  window.Rejoin = rejoin;
  const { widgetId, endpoint, locale } = script?.dataset ?? {};
  if (widgetId)
    rejoin.boot({ widgetId, ...(endpoint && { endpoint: endpoint.split(' ') }), ...(locale && { locale }) });
  rejoin.push(...queued);
}
