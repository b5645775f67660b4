import { useMemo } from 'react';
import type { ListFilter } from '../api/list-query';
import { useNavigation } from '../route/navigation';
import { isNarrowed, listQueryOf, listStateOf, sortedBy, type ListShape, type ListState } from './list-state';

/** A list whose state is in the address: it survives a reload, and the way back from one of its resources. */
export interface List {
  readonly state: ListState;
  readonly isNarrowed: boolean;
  readonly wanted: ListFilter;
  change(change: Partial<ListState>): void;
  /** Sets a filter, or removes it when there is no value. */
  filter(name: string, value: string | undefined): void;
  sort(by: string): void;
  /** Shows everything that is active again, in the same order. */
  clear(): void;
}

/** `shape` must be the same object at each call. */
export function useList(shape: ListShape): List {
  const { query, setQuery } = useNavigation();
  return useMemo(() => {
    const state = listStateOf(query, shape);
    return listOf(state, (next) => {
      setQuery(listQueryOf(next, shape));
    });
  }, [query, setQuery, shape]);
}

/** A list with this state, which `change` replaces. */
function listOf(state: ListState, change: (next: ListState) => void): List {
  const { search, showsInactive, sort, order, filters } = state;
  return {
    state,
    isNarrowed: isNarrowed(state),
    wanted: { search, active: showsInactive ? undefined : true, sort, order, filters },
    change: (some) => {
      change({ ...state, ...some });
    },
    filter: (name, value) => {
      const { [name]: _before, ...others } = filters;
      change({ ...state, filters: value === undefined ? others : { ...others, [name]: value } });
    },
    sort: (by) => {
      change(sortedBy(state, by));
    },
    clear: () => {
      change({ ...state, search: '', filters: {} });
    },
  };
}
