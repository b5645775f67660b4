import type { BootOptions, Host, Panel, PortalEvents, Rejoin, TokenProvider } from './api';
import { forget, kept } from './kept';
import { linkIn } from './link-in';
import { pauseMs } from './pause';
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
let booted: (StandIn & Pick<Host, 'options'>) | undefined;
let link: string | null = null;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<void> | undefined;
let failures = 0;

const rejoin: Rejoin = {
  push: (...commands) => {
    commands.forEach((command) => command(rejoin));
  },
  boot: ({ endpoint = new URL(script?.src || location.href).origin, ...options }: BootOptions) => {
    if (booted) return;
    provider ??= options.authTokenProvider;
    const locale = options.locale ?? document.documentElement.lang;
    booted = {
      ...standIn(locale, rejoin.open, fetchPanel),
      options: { ...options, endpoint: [endpoint].flat() },
    };
    takeLink();
    addEventListener('hashchange', takeLink);
    // Commands that stand behind this one in the queue come first.
    queueMicrotask(() => {
      const held = kept(options.widgetId, (store, key) => store.getItem(key) ?? '').join('\n');
      // A chat, an open panel, or a link that was not used yet.
      if (provider || /"session":\{|"open":true|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
  on: (name, listener) => {
    const heard = listeners.get(name) ?? new Set();
    listeners.set(name, heard.add(listener));
    return () => heard.delete(listener);
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
    else forget(booted?.options.widgetId);
  },
};

function tell<Name extends keyof PortalEvents>(name: Name, event: PortalEvents[Name]): void {
  // A listener that throws disturbs nobody else.
  listeners.get(name)?.forEach((listener) => {
    queueMicrotask(() => (listener as (event: PortalEvents[Name]) => void)(event));
  });
}

/** A link's secret stays in the address bar no longer than it takes to read it. */
function takeLink(): void {
  const [found, address] = linkIn(location.href);
  if (!found) return;
  history.replaceState(history.state, '', address);
  link = found;
  if (panel) panel.linkOpened(found);
  else void fetchPanel();
}

function ask(act: (panel: Panel) => void): void {
  void fetchPanel().then(() => panel && act(panel));
  if (failures) booted?.trouble();
}

function fetchPanel(): Promise<void> {
  if (!booted) throw new Error('boot first');
  const there = booted;
  return (loading ??= arrived().then(({ mount }) => {
    panel = mount({ ...there, tell, link, token: () => provider?.() });
  }));
}

/** Tries until it has come: a browser may remember a failure for an address, so each try has its own. */
async function arrived(): Promise<{ mount(host: Host): Panel }> {
  const url = new URL(`panel.js?${failures}`, script?.src ?? booted?.options.endpoint[0]).href;
  try {
    return (await import(/* @vite-ignore */ url)) as { mount(host: Host): Panel };
  } catch {
    if (failures++) booted?.trouble();
    await new Promise((resolve) => setTimeout(resolve, pauseMs(failures)));
    return arrived();
  }
}

const queued = window.Rejoin ?? [];
if (Array.isArray(queued)) {
  window.Rejoin = rejoin;
  const { widgetId, endpoint, locale } = script?.dataset ?? {};
  if (widgetId)
    rejoin.boot({ widgetId, ...(endpoint && { endpoint: endpoint.split(' ') }), ...(locale && { locale }) });
  rejoin.push(...queued);
}
