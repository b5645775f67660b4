/**
 * Calls `look` for everything that this browser stores for a widget, under the names that the client and the panel use.
 * A browser or a page may block one of the storages alone; what is there has the value undefined.
 */
export function kept<T>(
  widgetId: string | undefined,
  look: (store: Storage, key: string) => T,
): (T | undefined)[] {
  return ['', '.ui', '.link'].map((end) => {
    try {
      return look(end === '.link' ? sessionStorage : localStorage, `rejoin.${widgetId}${end}`);
    } catch {
      // The value is undefined then.
    }
  });
}

/**
 * Removes all of it. It is written first, because a browser informs other tabs only about the removal of an existing
 * item. Where the storage is full with items of the page, writing fails and removing works all the same.
 */
export function forget(widgetId: string | undefined): void {
  kept(widgetId, (store, key) => store.setItem(key, ''));
  kept(widgetId, (store, key) => store.removeItem(key));
}
