import type { BootOptions, Command, Rejoin, TokenProvider } from '@rejoin/widget';
import type { Host, Listener, Panel } from './api';
import { forget, kept } from './kept';
import { linkIn } from './link-in';
import { host, root, standIn, stay } from './stand-in';

/*
 * The script that a portal's page embeds. It shows the launcher, accepts commands, and fetches the panel when there is
 * something to show: a press, a chat that this browser holds, a link in the address, or a signed-in customer.
 */

const ours = '[src*="/widget/v1."]';
/**
 * The script's own element. A tag manager may have removed it from the page already. `currentScript` is not set for a
 * module or in a shadow root, and is another element in a portal's bundle; then the element is searched by its address,
 * because a script of somebody else may have the attribute. Nothing can be found in a closed shadow root.
 */
// A form or an image of the page may have the name `currentScript`.
let script = document.currentScript as Partial<HTMLScriptElement> | null | undefined;
if (!script?.matches?.(`${ours},[data-widget-id]`)) {
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    script = root.querySelector<HTMLScriptElement>(ours) ?? script;
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
}
/** The gateway from which the script has come. Empty when the page has a copy of it under another name. */
const base = script?.src?.match(/(.*).widget.v1/)?.[1] ?? '';
let failures = 0;
let options: Writable<Host['options']> | undefined;
let trouble: () => unknown;
let link: string | null | undefined;
let provider: TokenProvider | undefined;
let panel: Panel | undefined;
let loading: Promise<unknown> | undefined;
const listeners: Host['listeners'] = [];
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
/** The language waits for everything that has a method `then`. A page may have replaced or removed `Promise`. */
interface Pending<T> {
  then(resolve: (value: T) => void, reject: (reason: unknown) => void): void;
}
// The order of these methods and of the functions below saves 15 bytes of compressed code.
const rejoin: Rejoin = {
  getReconnectContext() {
    return panel?.getReconnectContext() ?? null;
  },
  on(name, hear) {
    const listener: unknown[] = [name, hear.bind(null)];
    listeners.push(listener as unknown as Listener);
    // While the listener is empty, no event matches it.
    return () => (listener.length = 0);
  },
  show() {
    host.hidden = false;
  },
  hide() {
    host.hidden = true;
  },
  close() {
    panel?.close();
  },
  shutdown() {
    if (options) {
      forget(options.widgetId);
      options.isShut = true;
    }
    panel?.shutdown();
    link = null;
  },
  open() {
    ask((there) => there.open());
  },
  endChat() {
    ask((there) => there.endChat());
  },
  startChat(options) {
    ask((there) => there.startChat(options));
  },
  setAuthTokenProvider(given) {
    provider = given.bind(null);
    panel?.signedIn();
  },
  boot(given) {
    provider = given.authTokenProvider?.bind(null) ?? provider;
    if (options || !given.widgetId) {
      ask((there) => (panel = there.boot(given)));
      return;
    }
    options = {} as Partial<Host['options']> as Writable<Host['options']>;
    // Where a page has given all objects a method `get`, Chromium cannot spread a dataset.
    for (const name in given) options[name as 'widgetId'] = given[name as 'widgetId'];
    options.endpoint ||= base || location.origin;
    trouble = standIn(given, rejoin.open, fetchPanel);
    // Commands after this one in the queue run first.
    void (async () => {})().then(look);
  },
  push(...commands) {
    for (const command of commands) careful('push', command)(rejoin);
  },
};

function ask(act: (panel: Panel) => unknown): void {
  if (!options) throw new Error('widgetId first');
  if (failures) trouble();
  void fetchPanel().then(() => careful('panel', act)(panel!));
}

/**
 * Fetches the panel when there is something to show. It looks again and again: another page may have begun a chat
 * while this one was in the back/forward cache.
 *
 * Removes a link's secret from the address bar as soon as it is read, and from the texts of the history entry: routers
 * keep the address of the entry there, and use it again when the customer goes on or comes back.
 */
function look(): void {
  const [address, found] = linkIn(location.href);
  if (found) {
    try {
      const state = history.state as Record<string, Partial<string> | null> | null;
      // Only texts have this method: a copy of an object, as `history.state` is, has none.
      for (const key in state) if (state[key]?.trim) [state[key]] = linkIn(state[key]);
      history.replaceState(state, '', address);
    } catch {
      // This fails, for example, on a page without an origin. The link can be used all the same.
    }
    link = found;
    panel?.linkOpened(found);
  }
  const held: unknown = kept(options!.widgetId, (store, key) => store.getItem(key));
  // The regular expression reads the array as text, with commas between its items. It matches a stored chat (`"session":{`),
  // an open panel (`"open":true`), or an unused link at the end.
  if (provider || link || options!.follow || /n":[{t]|,[\w.-]+$/.test(held as string)) void fetchPanel();
}

/**
 * Returns a function that throws nothing into the page, whatever it calls and in whatever order. The console shows what
 * was wrong.
 */
function careful<Given extends unknown[]>(name: string, act: (...given: Given) => unknown) {
  return (...given: Given): unknown => {
    try {
      return act(...given);
    } catch (error) {
      // Some pages take the console's methods away.
      (console as Partial<Console>).warn?.(`Rejoin: ${name}:`, error);
    }
  };
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
    // Until a page that the browser has loaded in advance is shown, its customer is not there.
    if ((document as Document & { prerendering?: boolean }).prerendering)
      await ({
        then(resolve) {
          document.addEventListener('prerenderingchange', resolve);
        },
      } satisfies Pending<unknown>);
    for (;;) {
      try {
        const gateways = `${base} ${options!.endpoint as string}`.match(/[^ ,]*[^ ,/]/g)!;
        const address = `${gateways[failures % gateways.length]}/widget/${failures}/panel.js`;
        const fetched: Pending<{ mount(host: Host): Panel }> = {
          then(resolve, reject) {
            // A promise that is resolved with another one could not be rejected after the time limit.
            import(/* @vite-ignore */ address).then(resolve, reject);
            setTimeout(reject, 10_000 * (failures + 1), address);
          },
        };
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
        await ({
          then(resolve) {
            setTimeout(resolve, Math.random() * 2_000 * failures);
          },
        } satisfies Pending<void>);
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
    if (options) look();
  }, 300);
  for (const name in rejoin) rejoin[name as 'push'] = careful(name, rejoin[name as 'push']);
  window.Rejoin = rejoin;
  if (script?.dataset?.widgetId) rejoin.boot(script.dataset as unknown as BootOptions);
  if (queued?.forEach) rejoin.push(...(queued as Command[]));
  // A tag without an id, or one in a closed shadow root, where no script can find its own element.
  if (!options) (console as Partial<Console>).info?.('Rejoin: widgetId first');
}
