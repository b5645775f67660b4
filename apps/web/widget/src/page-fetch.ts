import { isNative } from './own';
import { usual } from './usual';

/**
 * Makes requests by the page's `fetch`, so that a page can see and change them. Some pages have replaced it by one that
 * adds cookies or headers, which a gateway refuses. After a request has failed there, the browser's own is used.
 */
export function pageFetch(root: ShadowRoot): typeof fetch {
  let make: typeof fetch = (url, init) =>
    window.fetch(url, isNative(window.fetch) ? init : withUsualMethods(init));
  return async (url, init) => {
    try {
      return await make(url, init);
    } catch (error) {
      if (isNative(window.fetch)) throw error;
      make = (await import('./frame-fetch')).frameFetch(root);
      return make(url, init);
    }
  };
}

function withUsualMethods({ headers, ...init }: RequestInit = {}): RequestInit {
  return usual({ ...init, headers: usual({ ...(headers as Record<string, string>) }) });
}
