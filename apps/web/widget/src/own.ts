/*
 * The build puts these into the place of the browser's constructors and timers of that name: a script of the page may
 * have declared a class of that name, old libraries and applications have replaced some, and on some pages a timer
 * never runs.
 */

type Browser = Pick<
  Window & typeof globalThis,
  'Map' | 'Set' | 'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval'
>;

/** Whether the page has left this function of the browser as it was. */
export function isOwn(name: keyof Browser | 'fetch'): boolean {
  return /native code/.test(String(window[name]));
}

const names = ['Map', 'Set', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
let own: Browser = window;
let frame: HTMLIFrameElement | undefined;
if (!names.every(isOwn)) {
  // The window of an empty frame, which no script of the page has changed.
  frame = document.documentElement.appendChild(document.createElement('iframe'));
  try {
    const inside = frame.contentWindow as typeof window | null;
    if (inside?.Map) own = inside;
  } catch {
    // A page without an origin may not read the frame.
  }
}

/** @public The build imports all of them. */
export const OwnMap = own.Map;
/** @public */
export const OwnSet = own.Set;
// Timers belong to the window on which they are called. Those of a frame that was removed would never run.
/** @public */
export const ownSetTimeout = own.setTimeout.bind(window);
/** @public */
export const ownClearTimeout = own.clearTimeout.bind(window);
/** @public */
export const ownSetInterval = own.setInterval.bind(window);
/** @public */
export const ownClearInterval = own.clearInterval.bind(window);
frame?.remove();

const quiet = (): void => undefined;
/** @public Some pages take the console's methods away. */
export const ownConsole = { warn: quiet, error: quiet, ...(window.console as Partial<Console>) };
