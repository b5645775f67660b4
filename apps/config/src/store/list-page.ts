/** Selects the rows of a list, and one page of them. */
export interface Listed {
  /** The row after which the page begins; empty for the first page. */
  readonly afterId: string;
  readonly limit: number;
  /** Part of the name. */
  readonly search: string | undefined;
  /** Only active or only inactive rows; undefined: both. */
  readonly active: boolean | undefined;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
}

/** The SQL expressions of the fields by which a list can be sorted. */
export type SortExpressions = Readonly<Record<string, string>>;

/**
 * The clauses that sort the rows of a table and skip those before the page: `$1` is the organisation and `$2` the row
 * after which the page begins. The id makes the order of equal rows definite. A row whose field changes between two
 * pages may be missing or listed twice.
 */
export function pageClauses(
  table: string,
  expressions: SortExpressions,
  { sort, order }: Pick<Listed, 'sort' | 'order'>,
): { readonly isAfter: string; readonly inOrder: string } {
  const by = expressions[sort];
  if (by === undefined) throw new Error(`${table} cannot be sorted by ${sort}`);
  const comparison = order === 'desc' ? '<' : '>';
  return {
    isAfter: `($2 = '' or (${by}, id) ${comparison} (select ${by}, id from ${table} where org = $1 and id = $2))`,
    inOrder: `${by} ${order}, id ${order}`,
  };
}
