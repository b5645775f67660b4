/** The fields by which a list can be sorted, the default first, and the names of its filters. */
export interface ListShape {
  readonly sorts: readonly [string, ...string[]];
  readonly filters?: readonly string[];
}

/** What a list shows, which the address of the page contains. */
export interface ListState {
  readonly search: string;
  readonly showsInactive: boolean;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  /** The filters that are set, by name. */
  readonly filters: Readonly<Record<string, string>>;
}

const longestFilter = 100;

/** The state of a list in an address. What the list does not have, such as in a link of another release, is ignored. */
export function listStateOf(query: string, { sorts, filters = [] }: ListShape): ListState {
  const asked = new URLSearchParams(query);
  const set = filters.flatMap((name) => {
    const value = asked.get(name) ?? '';
    return value === '' || value.length > longestFilter ? [] : [[name, value] as const];
  });
  return {
    search: (asked.get('search') ?? '').slice(0, longestFilter),
    showsInactive: asked.get('inactive') === 'shown',
    sort: sorts.find((one) => one === asked.get('sort')) ?? sorts[0],
    order: asked.get('order') === 'desc' ? 'desc' : 'asc',
    filters: Object.fromEntries(set),
  };
}

/** The part of the address for a state: only what differs from the default, so that the default has a short address. */
export function listQueryOf(
  { search, showsInactive, sort, order, filters }: ListState,
  shape: ListShape,
): string {
  return new URLSearchParams({
    ...(search === '' ? {} : { search }),
    ...(showsInactive ? { inactive: 'shown' } : {}),
    ...(sort === shape.sorts[0] ? {} : { sort }),
    ...(order === 'asc' ? {} : { order }),
    ...filters,
  }).toString();
}

/** Whether resources may be hidden because of a search or a filter. */
export function isNarrowed({ search, filters }: ListState): boolean {
  return search.trim() !== '' || Object.keys(filters).length > 0;
}

/** Sorts by another field, or turns the order of the current one around. */
export function sortedBy(state: ListState, sort: string): ListState {
  const order = state.sort === sort && state.order === 'asc' ? 'desc' : 'asc';
  return { ...state, sort, order };
}
