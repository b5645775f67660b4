/** Which resources of a list. By default all of them, in the default order of the service. */
export interface ListFilter {
  /** Part of the name. */
  readonly search?: string;
  readonly active?: boolean | undefined;
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
  /** Filters of one list, by the names of the query. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly cursor?: string | null;
  readonly limit?: number;
}

/** The query of one page of a list. */
export function listQuery({
  search = '',
  cursor = null,
  limit = 100,
  filters = {},
  ...wanted
}: ListFilter): string {
  const { active, sort, order } = wanted;
  return new URLSearchParams({
    limit: String(limit),
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(active === undefined ? {} : { active: String(active) }),
    ...(sort === undefined ? {} : { sort }),
    ...(order === undefined ? {} : { order }),
    ...filters,
    ...(cursor === null ? {} : { cursor }),
  }).toString();
}
