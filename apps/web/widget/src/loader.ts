import type { BootOptions, Command, Rejoin, TokenProvider } from '@rejoin/widget';
import type { Host, Listener, Panel } from './api';
import { forget, kept } from './kept';
import { linkIn } from './link-in';
import { host, root, standIn, stay } from './stand-in';

/*
 * The script that a portal's page embeds. It shows the launcher, accepts commands, and fetches the panel when there is
 * something to show: a press, a chat that this browser holds, a link in the address, or a signed-in customer.
 */

const ours = 'script[data-widget-id],script[src*="/widget/v1."]';
/**
 * The script's own element. A tag manager may have removed it from the page already. `currentScript` is not set for a
 * module or in a shadow root, and is another element in a portal's bundle; then the element is searched.
 */
// A form or an image of the page may have the name `currentScript`.
let script = document.currentScript as Partial<HTMLScriptElement> | null | undefined;
if (!script?.matches?.(ours)) {
  // The address comes first: a script of somebody else may have an attribute of this name.
  script =
    document.querySelector<HTMLScriptElement>('script[src*="/widget/v1."]') ??
    document.querySelector<HTMLScriptElement>(ours);
  for (const element of document.querySelectorAll('*'))
    script ??= element.shadowRoot?.querySelector<HTMLScriptElement>(ours);
}
/** The gateway from which the script has come. Empty when the page has a copy of it under another name. */
const base = script?.src?.match(/(.*).widget.v1/)?.[1] ?? '';
let failures = 0;
let options: Host['options'] | undefined;
let trouble: () => unknown;
let link: string | null | undefined;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<unknown> | undefined;
const listeners: Host['listeners'] = [];
/** The language's own promise: a page may have replaced or removed `Promise` and `queueMicrotask`. */
const soon = (async () => {})() as Promise<void> & { constructor: PromiseConstructor };

// The order of these methods saves 15 bytes of compressed code.
const rejoin: Rejoin = {
  hide() {
    host.hidden = true;
  },
  show() {
    host.hidden = false;
  },
  close() {
    panel?.close();
  },
  shutdown() {
    if (panel) panel.shutdown();
    else if (options) {
      forget(options.widgetId);
      options.isShut = true;
    }
    link = null;
  },
  getReconnectContext() {
    return panel?.getReconnectContext() ?? null;
  },
  endChat() {
    ask((there) => there.endChat());
  },
  startChat(options) {
    ask((there) => there.startChat(options));
  },
  setAuthTokenProvider(given) {
    provider = given.bind(null);
    if (panel) panel.signedIn();
    else if (options) void fetchPanel();
  },
  open() {
    ask((there) => there.open());
  },
  on(name, hear) {
    const listener: unknown[] = [name, hear.bind(null)];
    listeners.push(listener as unknown as Listener);
    // An empty listener hears nothing.
    return () => (listener.length = 0);
  },
  push(...commands) {
    for (const command of commands) careful('push', command, rejoin);
  },
  boot(given) {
    provider = given.authTokenProvider?.bind(null) ?? provider;
    if (options) {
      ask((there) => (panel = there.boot(given)));
      return;
    }
    const { widgetId } = given;
    if (!widgetId) throw new Error('widgetId first');
    options = { ...given, endpoint: given.endpoint || base || location.origin };
    trouble = standIn(given, rejoin.open, fetchPanel);
    takeLink();
    // Commands after this one in the queue run first.
    void soon.then(() => {
      const held = kept(widgetId, (store, key) => store.getItem(key)).join('\n');
      // Matches a chat (`"session":{`), an open panel (`"open":true`), or an unused link.
      if (provider || given.follow || /n":[{t]|\n[^{\n]/.test(held)) void fetchPanel();
    });
  },
};

/** Throws nothing into the page, whatever it calls and in whatever order. The console shows what was wrong. */
function careful<Given extends unknown[]>(
  name: string,
  act: (...given: Given) => unknown,
  ...given: Given
): unknown {
  try {
    return act(...given);
  } catch (error) {
    // Some pages take the console's methods away.
    (console as Partial<Console>).warn?.(`Rejoin: ${name}:`, error);
  }
}

/**
 * Removes a link's secret from the address bar as soon as it is read, and from the texts of the history entry: routers
 * keep the address of the entry there, and use it again when the customer goes on or comes back.
 */
function takeLink(): void {
  const [found, address] = linkIn(location.href);
  if (!found || !options) return;
  try {
    const state = history.state as Record<string, Partial<string> | null> | null;
    // Only texts have this method: a copy of an object, as `history.state` is, has none.
    for (const key in state) if (state[key]?.trim) [, state[key]] = linkIn(state[key]);
    history.replaceState(state, '', address);
  } catch {
    // This fails, for example, on a page without an origin. The link can be used all the same.
  }
  link = found;
  if (panel) panel.linkOpened(found);
  else void fetchPanel();
}

function ask(act: (panel: Panel) => unknown): void {
  if (!options) throw new Error('boot first');
  if (failures) trouble();
  void fetchPanel().then(() => careful('panel', act, panel!));
}

/**
 * Resolves when the panel has loaded. Each attempt has an address of its own, because a browser remembers a failure for
 * an address, and lasts 10 s longer than the one before, because on a slow network it begins anew. The attempts take turns
 * among the gateways: a page may run a copy of this script, and one of several gateways may be down. The script's own comes
 * first: a page's policy may allow no other. The pauses between them grow and are random, so that clients of the same
 * server spread.
 */
function fetchPanel(): Promise<unknown> {
  return (loading ??= (async () => {
    for (;;) {
      try {
        const gateways = `${base} ${options!.endpoint as string}`.match(/[^ ,]*[^ ,/]/g)!;
        const address = `${gateways[failures % gateways.length]}/widget/${failures || '.'}/panel.js`;
        const fetched = new soon.constructor<{ mount(host: Host): Panel }>((resolve, reject) => {
          // A promise that is resolved with another one could not be rejected after the time limit.
          import(/* @vite-ignore */ address).then(resolve, reject);
          setTimeout(reject, 10_000 * (failures + 1), address);
        });
        return (panel = (await fetched).mount({
          root,
          options: options!,
          listeners,
          link,
          token: () => provider?.(),
        }));
      } catch (error) {
        (console as Partial<Console>).warn?.('Rejoin:', error);
        if (failures++) trouble();
        await new soon.constructor((resolve) => setTimeout(resolve, Math.random() * 2_000 * failures));
      }
    }
  })());
}

/**
 * The queue of commands, or the API if the script has run already. Without a queue it may be an element of the page
 * with this id.
 */
const queued = window.Rejoin as Partial<Rejoin & Command[]> | undefined;
if (!queued?.boot) {
  stay();
  // No browser reports every change that a page makes to its address and its elements.
  setInterval(() => {
    stay();
    takeLink();
  }, 300);
  for (const name in rejoin) {
    const act = rejoin[name as 'push'] as (...given: unknown[]) => unknown;
    rejoin[name as 'push'] = (...given) => careful(name, act, ...given);
  }
  window.Rejoin = rejoin;
  if (script?.dataset?.widgetId) rejoin.boot(script.dataset as unknown as BootOptions);
  if (queued?.forEach) rejoin.push(...(queued as Command[]));
}
