/** What this browser keeps for a widget, by the names that the client and the panel give it. */
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

/** Removes it all, in every tab: of what was never there a browser tells the others only when it is written first. */
export function forget(widgetId: string | undefined): void {
  kept(widgetId, (store, key) => {
    try {
      store.setItem(key, '');
    } catch {
      // It may be full, of what is not ours: then at least everything is removed.
    }
    store.removeItem(key);
  });
}
