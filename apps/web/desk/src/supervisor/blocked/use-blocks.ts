import { useEffect, useState } from 'react';
import { usePoll } from '../use-poll';
import { useRequest } from '../use-request';
import type { PagePath } from '../view/page-path';

const everyMs = 10_000;
const atOnce = 25;

/** Polls a page of the blocked customers. */
export function useBlocks() {
  const request = useRequest();
  const [pagePath, turn] = useState<PagePath>([]);
  const cursor = pagePath.at(-1);
  const polled = usePoll({
    queryKey: ['blocks', cursor],
    queryFn: () => request((client) => client.blocks({ limit: atOnce, cursor })),
    everyMs,
  });
  const isEmptied = polled.data?.items.length === 0 && !polled.isChanging && pagePath.length > 0;
  useEffect(() => {
    if (isEmptied) turn([]);
  }, [isEmptied]);
  return { pagePath, turn, polled };
}
