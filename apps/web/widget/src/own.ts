/*
 * What the panel uses of the language and the browser. The build puts `own.Map` into the place of `Map`, and so on: a
 * script of the page may have declared a class of that name, old libraries replace some, others take some away, and on
 * some pages a timer never runs.
 */

type Window = Record<string, Record<string, unknown> | undefined>;

/** The names, and those of their methods that are used. `page.mjs` lists the names as well. */
const paths =
  'Map Set Symbol.for Array.isArray Object.entries Object.fromEntries Object.assign Number.isFinite Number.isSafeInteger JSON.parse JSON.stringify Intl.Locale Intl.DateTimeFormat Intl.NumberFormat Intl.PluralRules Intl.RelativeTimeFormat crypto.getRandomValues performance.now AbortController queueMicrotask setTimeout clearTimeout setInterval clearInterval';

/** Whether the page has left this function of the browser as it was, as far as its text says. */
export function isNative(value: unknown): boolean {
  return /native code/.test(String(value));
}

/** Whether the constructor works. A function that the page has bound or wrapped in a proxy looks native too. */
function knowsEnglish(Format: unknown): boolean {
  try {
    return !!new (Format as typeof Intl.Locale)('en');
  } catch {
    return false;
  }
}

let frame: HTMLIFrameElement | undefined;

/** The window of an empty frame, which no script of the page has changed. A page without an origin may not read it. */
function inFrame(name: string): Window[''] {
  frame ??= document.documentElement.appendChild(document.createElement('iframe'));
  try {
    return (frame.contentWindow as unknown as Window)[name];
  } catch {
    return undefined;
  }
}

// The constructor of every promise that the language makes, whatever the page calls `Promise`.
const found: Window = { Promise: (async () => {})().constructor as never };
for (const path of paths.split(' ')) {
  const [name = '', method] = path.split('.');
  const pages = (window as unknown as Window)[name];
  const isLeft =
    isNative(method ? pages?.[method] : pages) && (name !== 'Intl' || knowsEnglish(pages?.[method!]));
  const value = ((isLeft ? found[name] : inFrame(name)) ?? pages) as Partial<CallableFunction> | undefined;
  // Timers belong to the window on which they are called. Those of a frame that was removed would never run.
  found[name] = (/^[a-z]/.test(name) && value?.bind?.(window)) || value;
}
frame?.remove();

// Parsed objects have no prototype, like the object literals of the build, so that properties which a page added to all
// objects do not appear in them.
const { parse, stringify } = found['JSON'] as unknown as typeof JSON;
const { isArray } = found['Array'] as unknown as ArrayConstructor;
const bare = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value && !isArray(value) ? { ...value } : value;
found['JSON'] = { stringify, parse: (text: string): unknown => parse(text, bare) };

const quiet = (): void => undefined;
// Some pages take the console's methods away.
found['console'] = { warn: quiet, error: quiet, ...(window.console as Partial<Console>) };

/** @public The build imports it. */
export const own = found;
