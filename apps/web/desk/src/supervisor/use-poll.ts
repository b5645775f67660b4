import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { pollOf, type Poll } from './view/poll';

const lateMs = 4_000;

interface Terms<Data> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: () => Promise<Data>;
  readonly everyMs: number;
}

export interface Polled<Data> extends Poll<Data> {
  /** The response takes long, so `data` may be out of date. */
  readonly isLate: boolean;
  refresh(): void;
}

/** Polls a query while the page is visible, and at once when it becomes visible. */
export function usePoll<Data>({ queryKey, queryFn, everyMs }: Terms<Data>): Polled<Data> {
  const query = useQuery({
    queryKey,
    queryFn,
    refetchInterval: everyMs,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
  const { refetch } = query;
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
