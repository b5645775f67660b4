/** What this browser stores for a widget, under the names that the client and the panel use. */
export function kept<T>(widgetId: string | undefined, look: (store: Storage, key: string) => T): T[] {
  try {
    return ['', '.ui', '.link'].flatMap((end) => {
      const key = `rejoin.${widgetId}${end}`;
      return [look(localStorage, key), look(sessionStorage, key)];
    });
  } catch {
    return [];
  }
}

/**
 * Removes all of it. It is written first, because a browser informs other tabs only about the removal of an existing
 * item.
 */
export function forget(widgetId: string | undefined): void {
  kept(widgetId, (store, key) => {
    try {
      store.setItem(key, '');
    } catch {
      // The storage may be full with items of the page. Removing works all the same.
    }
    store.removeItem(key);
  });
}
