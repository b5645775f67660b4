import { useCallback, useEffect, useReducer, useRef } from 'react';
import { evolvePolled, nothingYet, type Polled, type PolledEvent } from './view/polled';

const lateMs = 4_000;

/** What `ask` answers, asked again every few seconds while the page is seen. Another `ask` asks for something else. */
export function usePolled<Data>(
  ask: () => Promise<Data>,
  everyMs: number,
): Polled<Data> & { readonly again: () => void } {
  const [polled, tell] = useReducer<Polled<Data>, [PolledEvent<Data>]>(evolvePolled, nothingYet);
  const now = useRef<() => void>(() => undefined);
  useEffect(() => {
    let round = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      clearTimeout(timer);
      round += 1;
      const mine = round;
      const late = setTimeout(() => {
        if (mine === round) tell({ type: 'late' });
      }, lateMs);
      const event = await ask().then(
        (data) => ({ type: 'heard', data }) as const,
        (problem: unknown) => ({ type: 'failed', problem }) as const,
      );
      clearTimeout(late);
      if (mine !== round) return;
      tell(event);
      if (document.visibilityState === 'visible') timer = setTimeout(() => void poll(), everyMs);
    };
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') void poll();
    };
    tell({ type: 'asked-else' });
    look();
    now.current = look;
    document.addEventListener('visibilitychange', look);
    return () => {
      round += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [ask, everyMs]);
  const again = useCallback(() => {
    now.current();
  }, []);
  return { ...polled, again };
}
