import type { HistoryFilters } from '@rejoin/client';
import { useEffect, useState } from 'react';
import { useAuthorised } from '../desk/use-authorised';
import { useDesk } from '../desk/use-desk';

/** Loads the workstreams and agents to filter by. Without an answer, everything but the filters works. */
export function useFilters(): HistoryFilters | undefined {
  const send = useAuthorised(useDesk().history);
  const [filters, setFilters] = useState<HistoryFilters>();
  useEffect(() => {
    send((client) => client.filters()).then(setFilters, () => undefined);
  }, [send]);
  return filters;
}
