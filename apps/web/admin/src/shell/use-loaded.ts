import { useCallback, useEffect, useRef, useState } from 'react';
import { useConsole } from './console';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly value: Value };

/**
 * Loads data from the server when `key` changes. The previous data stays while it is loading. A failed request is
 * repeated when the server is reachable again.
 */
export function useLoaded<Value>(key: string, load: () => Promise<Value>): [Loaded<Value>, () => void] {
  const { comebacks } = useConsole();
  const [loaded, setLoaded] = useState<Loaded<Value> & { readonly key?: string }>({ state: 'loading' });
  const [reloads, setReloads] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const isFailed = loaded.state === 'failed';
  const hasFailed = useRef(isFailed);
  hasFailed.current = isFailed;

  useEffect(() => {
    let isCurrent = true;
    latest.current().then(
      (value) => {
        if (isCurrent) setLoaded({ state: 'ready', value, key });
      },
      (error: unknown) => {
        if (isCurrent) setLoaded({ state: 'failed', error, key });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [key, reloads]);
  const reload = useCallback(() => {
    setReloads((count) => count + 1);
  }, []);
  useEffect(() => {
    if (hasFailed.current) reload();
  }, [comebacks, reload]);
  return [loaded.key === key ? loaded : { state: 'loading' }, reload];
}
