import type { BootOptions, Rejoin, TokenProvider } from '@rejoin/widget';
import type { Host, Panel } from './api';
import { forget, kept } from './kept';
import { linkIn } from './link-in';
import { pauseMs } from './pause';
import { host, root, standIn, stay } from './stand-in';

/*
 * What a portal's page embeds: it shows the launcher, takes commands, and fetches the panel when there is something
 * to show: a press, a chat that this browser holds, a link in the address, a customer who is signed in.
 */

/** Looked for: a module is not told which element it is of, and a portal's bundle that has us within is none of ours. */
const script = document.querySelector<HTMLScriptElement>(
  'script[data-widget-id],script[src*="widget/v1.js"]',
);
const listeners: Host['listeners'] = new Set();
let options: Host['options'] | undefined;
let trouble: () => void;
let link: string | null = null;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<void> | undefined;
let failures = 0;

const rejoin: Rejoin = {
  push: (...commands) => {
    commands.forEach((command) => careful('push', () => command(rejoin)));
  },
  boot: (given) => {
    provider = given.authTokenProvider?.bind(null) ?? provider;
    if (options) {
      ask((there) => {
        panel = there.boot(given);
      });
      return;
    }
    const { widgetId, locale, launcher } = given;
    if (!widgetId) throw new Error('widgetId first');
    options = { ...given, endpoint: given.endpoint || new URL(script?.src || location.href).origin };
    trouble = standIn(locale || document.documentElement.lang, launcher, rejoin.open, fetchPanel);
    takeLink();
    // Commands that stand behind this one in the queue come first.
    queueMicrotask(() => {
      const held = kept(widgetId, (store, key) => store.getItem(key)).join('\n');
      // A chat, an open panel, or a link that was not used yet.
      if (provider || given.follow || /"session":\{|"open":true|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
  on: (name, hear) => {
    const listener = [name, hear.bind(null)] as never;
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  open: () => ask((there) => there.open()),
  close: () => panel?.close(),
  hide: () => {
    host.hidden = true;
  },
  show: () => {
    host.hidden = false;
  },
  startChat: (options) => ask((there) => there.startChat(options)),
  endChat: () => ask((there) => there.endChat()),
  setAuthTokenProvider: (given) => {
    provider = given.bind(null);
    if (panel) panel.signedIn();
    else if (options) void fetchPanel();
  },
  getReconnectContext: () => panel?.getReconnectContext() ?? null,
  shutdown: () => {
    link = null;
    if (panel) panel.shutdown();
    else if (options) {
      forget(options.widgetId);
      options.isShut = true;
    }
  },
};

/** Whatever a page calls, in whatever order: nothing is thrown into it, and the console says what was wrong. */
function careful(name: string, act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    console.warn(`Rejoin: ${name}:`, error);
  }
}

/** A link's secret stays in the address bar no longer than it takes to read it. */
function takeLink(): void {
  const [found, address] = linkIn(location.href);
  if (!found || !options) return;
  history.replaceState(history.state, '', address);
  link = found;
  if (panel) panel.linkOpened(found);
  else void fetchPanel();
}

function ask(act: (panel: Panel) => void): void {
  if (!options) throw new Error('boot first');
  void fetchPanel().then(() => careful('panel', () => act(panel!)));
  if (failures) trouble();
}

function fetchPanel(): Promise<void> {
  return (loading ??= arrived());
}

/** Tries until it has come, each time for 10 s: a browser may remember a failure for an address, so each has its own. */
async function arrived(): Promise<void> {
  try {
    const address = new URL(
      `panel.js?${failures}`,
      script?.src || `${String(options!.endpoint).split(/\/?([ ,]|$)/)[0]}/widget/`,
    );
    const { mount } = await new Promise<{ mount(host: Host): Panel }>((resolve, reject) => {
      setTimeout(reject, 10_000, 'panel.js');
      import(/* @vite-ignore */ address.href).then(resolve, reject);
    });
    panel = mount({ root, options: options!, listeners, link, token: () => provider?.() });
  } catch (error) {
    console.warn('Rejoin:', error);
    if (failures++) trouble();
    await new Promise((resolve) => setTimeout(resolve, pauseMs(failures)));
    return arrived();
  }
}

const queued = window.Rejoin ?? [];
if (Array.isArray(queued)) {
  stay();
  // No browser tells of all that a page does to its address and to its elements.
  setInterval(() => {
    stay();
    takeLink();
  }, 300);
  for (const name in rejoin) {
    const act = rejoin[name as 'push'] as (...given: unknown[]) => unknown;
    rejoin[name as 'push'] = (...given) => careful(name, () => act(...given));
  }
  window.Rejoin = rejoin;
  if (script?.dataset.widgetId) rejoin.boot(script.dataset as unknown as BootOptions);
  rejoin.push(...queued);
}
