/** The pages of a portal, by their paths below `base`. */
export const pages = { '/': 'Home', '/help': 'Help', '/basket': 'Basket' };
export const notFound = 'Not found';

/** The folder in which the portal is. A router that keeps its routes in the path needs to know it. */
export const base = '/own';

/** Whether the routes are in the fragment. The page of the test says so. */
export const isInFragment = document.documentElement.dataset['routes'] === 'fragment';

/** Goes to a page of the portal as its links and buttons do. The test calls it. */
export function goBy(go: (path: string) => unknown): void {
  Object.assign(window, { go: (path: string) => void go(path) });
}
