import type { BootOptions, Command, Rejoin, TokenProvider } from '@rejoin/widget';
import type { Host, Panel } from './api';
import { forget, kept } from './kept';
import { linkIn } from './link-in';
import { pauseMs } from './pause';
import { host, root, standIn, stay } from './stand-in';

/*
 * What a portal's page embeds: it shows the launcher, takes commands, and fetches the panel when there is something
 * to show: a press, a chat that this browser holds, a link in the address, a customer who is signed in.
 */

const ours = 'script[data-widget-id],script[src*="widget/v1.js"]';
/**
 * A tag manager may have taken it from the page already. Else it is looked for: a module is not told which element it
 * is of, nor is one in a shadow root, and a portal's bundle that has us within is none of ours.
 */
// A form or picture of the page may have taken the name `currentScript`.
let script = document.currentScript as Partial<HTMLScriptElement> | null | undefined;
if (!script?.matches?.(ours)) {
  script = document.querySelector<HTMLScriptElement>(ours);
  for (const { shadowRoot } of document.querySelectorAll('*'))
    script ??= shadowRoot?.querySelector<HTMLScriptElement>(ours);
}
const listeners: Host['listeners'] = new Set();
let options: Host['options'] | undefined;
let trouble: () => unknown;
let link: string | null = null;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<void> | undefined;
let failures = 0;

const rejoin: Rejoin = {
  push: (...commands) => {
    for (const command of commands) careful('push', () => command(rejoin));
  },
  boot: (given) => {
    provider = given.authTokenProvider?.bind(null) ?? provider;
    if (options) return ask((there) => (panel = there.boot(given)));
    const { widgetId, locale, launcher } = given;
    if (!widgetId) throw new Error('widgetId first');
    options = { ...given, endpoint: given.endpoint || new URL(script?.src || location.href).origin };
    trouble = standIn(locale || document.documentElement.lang, launcher, rejoin.open, fetchPanel);
    takeLink();
    // Commands that stand behind this one in the queue come first.
    queueMicrotask(() => {
      const held = kept(widgetId, (store, key) => store.getItem(key)).join('\n');
      // A chat (`"session":{`), an open panel (`"open":true`), or a link that was not used yet.
      if (provider || given.follow || /n":[{t]|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
  on: (name, hear) => {
    const listener = [name, hear.bind(null)] as never;
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  open: () => ask((there) => there.open()),
  close: () => panel?.close(),
  hide: () => (host.hidden = true),
  show: () => (host.hidden = false),
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
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // Such as on a page without an origin: the link is good all the same.
  }
  link = found;
  if (panel) panel.linkOpened(found);
  else void fetchPanel();
}

function ask(act: (panel: Panel) => unknown): void {
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
    return new Promise((resolve) => setTimeout(resolve, pauseMs(failures))).then(arrived);
  }
}

/** What is queued, or us already; where a page queues nothing perhaps an element of it with this id. */
const queued = window.Rejoin as Partial<Rejoin & Command[]> | undefined;
if (!queued?.boot) {
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
  if (script?.dataset?.widgetId) rejoin.boot(script.dataset as unknown as BootOptions);
  queued?.forEach?.((command) => rejoin.push(command));
}
