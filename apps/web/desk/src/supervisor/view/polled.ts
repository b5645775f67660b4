/** The state of a query that a page polls. */
export interface Polled<Data> {
  readonly data: Data | undefined;
  /** Another query is running; `data` still belongs to the previous one. */
  readonly isChanging: boolean;
  /** The error of the last request, if it failed. */
  readonly problem: Error | undefined;
  /** The response takes long, so `data` may be out of date. */
  readonly isLate: boolean;
}

export type PolledEvent<Data> =
  | { readonly type: 'query-changed' }
  | { readonly type: 'received'; readonly data: Data }
  | { readonly type: 'failed'; readonly problem: unknown }
  | { readonly type: 'late' };

export const initialPolled = {
  data: undefined,
  isChanging: true,
  problem: undefined,
  isLate: false,
} as const;

/** After one of these refusals there is no data to show; after any other error the last data is kept. */
const final = ['forbidden', 'not-found', 'invalid'];

export function evolvePolled<Data>(polled: Polled<Data>, event: PolledEvent<Data>): Polled<Data> {
  switch (event.type) {
    case 'query-changed':
      return { ...polled, isChanging: true };
    case 'received':
      return { data: event.data, isChanging: false, problem: undefined, isLate: false };
    case 'failed': {
      const problem = event.problem instanceof Error ? event.problem : new Error(String(event.problem));
      // The previous data belongs to another query and must not be shown under the new one.
      const isGone = polled.isChanging || final.includes(problem.name);
      return { data: isGone ? undefined : polled.data, isChanging: false, problem, isLate: false };
    }
    case 'late':
      return { ...polled, isLate: true };
  }
}
