import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { beginningWith, pollOf, type Poll, type Received } from './view/poll';

const lateMs = 4_000;

interface Terms<Data> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<Data>;
  readonly everyMs: number;
  /** False while nothing of it is shown. */
  readonly enabled?: boolean;
}

export interface Polled<Data> extends Poll<Data> {
  /** The response takes long, so `data` may be out of date. */
  readonly isLate: boolean;
  refresh(): void;
}

/** Polls a query while the page is visible, and at once when it becomes visible. */
export function usePoll<Data>({ queryKey, queryFn, everyMs, enabled = true }: Terms<Data>): Polled<Data> {
  const last = useRef<Received<Data>>(undefined);
  const query = useQuery<Received<Data>>({
    queryKey,
    queryFn: async () => ({ answer: await queryFn(), at: new Date().toISOString() }),
    enabled,
    ...beginningWith(() => last.current),
    refetchInterval: everyMs,
    refetchOnWindowFocus: true,
  });
  const { data, refetch } = query;
  useEffect(() => {
    last.current = data;
  }, [data]);
  const refresh = useCallback(() => void refetch(), [refetch]);
  return { ...pollOf(query), isLate: useIsLate(query.isFetching), refresh };
}

function useIsLate(isFetching: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isFetching) return;
    const timer = setTimeout(() => {
      setLate(true);
    }, lateMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isFetching]);
  return isLate;
}
