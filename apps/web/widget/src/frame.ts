/*
 * The script of the frame that a gateway serves into pages of one site (`/v1/widgets/:widgetId/frame`). It stores what
 * the widgets of the site's subdomains share. It answers only pages of the origins that the gateway has listed.
 */

/** The maximum length of a stored value. */
const mostCharacters = 1_000_000;

const { key = '', origins = '' } = document.currentScript!.dataset;
const keys = [key, `${key}.ui`];

addEventListener('message', ({ source, origin, data, ports: [port] }: MessageEvent<unknown>) => {
  if (source !== parent || !origins.split(' ').includes(origin) || data !== key || !port) return;
  const tell = (index: number, value: string | null): void => port.postMessage([index, value]);
  port.onmessage = ({ data: [index, value] }: MessageEvent<[number, string]>) => {
    const at = keys[index];
    if (at !== undefined && value.length < mostCharacters) attempt((storage) => storage.setItem(at, value));
  };
  addEventListener('storage', (event) => {
    const index = keys.indexOf(event.key ?? '');
    if (index >= 0) tell(index, event.newValue);
  });
  // The chat comes last, so that a page which has received it has received everything.
  for (const index of [1, 0]) tell(index, attempt((storage) => storage.getItem(keys[index]!)) ?? null);
});
// This message contains no secret, so any page may receive it. The origin of the answer is checked.
parent.postMessage(key, '*');

/** A browser may block the storage of frames, or it may be full. Then each page keeps its own items. */
function attempt<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
