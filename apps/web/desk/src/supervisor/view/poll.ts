/** What a page shows of a query that it polls. */
export interface Poll<Data> {
  readonly data: Data | undefined;
  /** When `data` were received. */
  readonly at: string | undefined;
  /** `data` still belongs to the previous query, because the new one is running or has failed. */
  readonly isChanging: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
}

/** An answer, and when it was received. */
export interface Received<Data> {
  readonly answer: Data;
  readonly at: string;
}

interface QueryResult<Data> {
  readonly data: Received<Data> | undefined;
  readonly dataUpdatedAt: number;
  readonly error: Error | null;
}

/** Marks data of another query. It must not be 0: then the error would be forgotten at each repetition. */
const ofAnotherQuery = 1;

/** Options with which a new query begins with the data of the one before, and keeps them if it fails. */
export function beginningWith<Data>(previous: () => Data | undefined) {
  return { initialData: previous, initialDataUpdatedAt: ofAnotherQuery };
}

export function pollOf<Data>({ data, dataUpdatedAt, error }: QueryResult<Data>): Poll<Data> {
  return {
    // Whoever has lost the right must not see the data any longer; after any other error the last data are kept.
    data: error?.name === 'forbidden' ? undefined : data?.answer,
    at: data?.at,
    isChanging: dataUpdatedAt <= ofAnotherQuery,
    problem: error ?? undefined,
  };
}
