import { useCallback, useEffect, useReducer, useRef } from 'react';
import { evolvePolled, initialPolled, type Polled, type PolledEvent } from './view/polled';

const lateMs = 4_000;

/** Polls `request` every `everyMs` while the page is visible. A different `request` function starts a different query. */
export function usePolled<Data>(
  request: () => Promise<Data>,
  everyMs: number,
): Polled<Data> & { readonly refresh: () => void } {
  const [polled, dispatch] = useReducer<Polled<Data>, [PolledEvent<Data>]>(evolvePolled, initialPolled);
  const pollNow = useRef<() => void>(() => undefined);
  useEffect(() => {
    let round = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      clearTimeout(timer);
      round += 1;
      const ownRound = round;
      const late = setTimeout(() => {
        if (ownRound === round) dispatch({ type: 'late' });
      }, lateMs);
      const event = await request().then(
        (data) => ({ type: 'received', data }) as const,
        (problem: unknown) => ({ type: 'failed', problem }) as const,
      );
      clearTimeout(late);
      if (ownRound !== round) return;
      dispatch(event);
      if (document.visibilityState === 'visible') timer = setTimeout(() => void poll(), everyMs);
    };
    const pollIfVisible = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') void poll();
    };
    dispatch({ type: 'query-changed' });
    pollIfVisible();
    pollNow.current = pollIfVisible;
    document.addEventListener('visibilitychange', pollIfVisible);
    return () => {
      round += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', pollIfVisible);
    };
  }, [request, everyMs]);
  const refresh = useCallback(() => {
    pollNow.current();
  }, []);
  return { ...polled, refresh };
}
