/*
 * The build puts these constructors into the place of `Map` and `Set`: a script of the page may have declared a class of
 * that name, and old libraries and applications have replaced the browser's.
 */

/** Whether the page has left this function of the browser as it was. */
export function isOwn(name: 'Map' | 'Set' | 'fetch'): boolean {
  return /native code/.test(String(window[name]));
}

/** Takes them from the window of an empty frame, which no script of the page has changed. */
function fromFrame(): Pick<typeof globalThis, 'Map' | 'Set'> {
  const frame = document.documentElement.appendChild(document.createElement('iframe'));
  const { Map, Set } = frame.contentWindow as Window & typeof globalThis;
  frame.remove();
  return { Map, Set };
}

const own = isOwn('Map') && isOwn('Set') ? window : fromFrame();
/** @public The build imports both. */
export const OwnMap = own.Map;
/** @public */
export const OwnSet = own.Set;
