/*
 * The script of the frame that a gateway serves into pages of one site (`/v1/widgets/:widgetId/frame`): it keeps what the
 * widgets of the site's subdomains share. It answers pages of the origins that the gateway has named, and no others.
 */

/** More than this nobody has to keep. */
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
  // The chat comes last: whoever has it has everything.
  for (const index of [1, 0]) tell(index, attempt((storage) => storage.getItem(keys[index]!)) ?? null);
});
// Without a secret in it, so that any page may hear it: the answer is judged by its origin.
parent.postMessage(key, '*');

/** A browser may block the storage of frames, or have no room: then each page keeps what it has. */
function attempt<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}
