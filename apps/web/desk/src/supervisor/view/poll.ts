/** What a page shows of a query that it polls. */
export interface Poll<Data> {
  readonly data: Data | undefined;
  /** Another query is running; `data` still belongs to the previous one. */
  readonly isChanging: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
}

interface QueryResult<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isPlaceholderData: boolean;
}

/** After one of these refusals there is no data to show; after any other error the last data is kept. */
const final = ['forbidden', 'not-found', 'invalid'];

export function pollOf<Data>({ data, error, isPending, isPlaceholderData }: QueryResult<Data>): Poll<Data> {
  const isGone = error !== null && final.includes(error.name);
  return {
    data: isGone ? undefined : data,
    isChanging: isPending || isPlaceholderData,
    problem: error ?? undefined,
  };
}
