import type { BootOptions, Host, Panel, Rejoin, TokenProvider } from './api';
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

/** Looked for: a module is not told which element it is of, and a portal's bundle that has us within is none of ours. */
const script = document.querySelector<HTMLScriptElement>(
  'script[data-widget-id],script[src*="widget/v1.js"]',
);
const listeners: Host['listeners'] = new Set();
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
  boot: (given) => {
    if (booted) return;
    const options = { ...given, endpoint: given.endpoint || new URL(script?.src || location.href).origin };
    provider ??= options.authTokenProvider;
    const locale = options.locale || document.documentElement.lang;
    booted = {
      ...standIn(locale, rejoin.open, fetchPanel),
      options,
    };
    takeLink();
    // Not every browser tells of an address that the page changes by itself.
    setInterval(takeLink, 300);
    // Commands that stand behind this one in the queue come first.
    queueMicrotask(() => {
      const held = kept(options.widgetId, (store, key) => store.getItem(key) ?? '').join('\n');
      // A chat, an open panel, or a link that was not used yet.
      if (provider || /"session":\{|"open":true|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
  on: (...listener) => {
    listeners.add(listener as never);
    return () => listeners.delete(listener as never);
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
  return (loading ??= arrived());
}

/** Tries until it has come, each time for 10 s: a browser may remember a failure for an address, so each has its own. */
async function arrived(): Promise<void> {
  if (!booted) throw new Error('boot first');
  const { options, trouble } = booted;
  try {
    const address = new URL(
      `panel.js?${failures}`,
      script?.src || `${String(options.endpoint).split(/\/?([ ,]|$)/)[0]}/widget/`,
    );
    const { mount } = await new Promise<{ mount(host: Host): Panel }>((resolve, reject) => {
      setTimeout(reject, 10_000, 'late');
      import(/* @vite-ignore */ address.href).then(resolve, reject);
    });
    panel = mount({ ...booted, listeners, link, token: () => provider?.() });
  } catch (error) {
    console.warn('Rejoin:', error);
    if (failures++) trouble();
    await new Promise((resolve) => setTimeout(resolve, pauseMs(failures)));
    return arrived();
  }
}

const queued = window.Rejoin ?? [];
if (Array.isArray(queued)) {
  window.Rejoin = rejoin;
  if (script?.dataset.widgetId) rejoin.boot(script.dataset as unknown as BootOptions);
  rejoin.push(...queued);
}
