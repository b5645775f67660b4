/** What a page knows of something that it asks for again and again. */
export interface Polled<Data> {
  readonly data: Data | undefined;
  /** Something else was asked for, and is not there yet: `data` is what was shown before. */
  readonly isChanging: boolean;
  /** The last time it could not be had, and why. */
  readonly problem: Error | undefined;
  /** The answer takes long: what is shown grows old. */
  readonly isLate: boolean;
}

export type PolledEvent<Data> =
  | { readonly type: 'asked-else' }
  | { readonly type: 'heard'; readonly data: Data }
  | { readonly type: 'failed'; readonly problem: unknown }
  | { readonly type: 'late' };

export const nothingYet = { data: undefined, isChanging: true, problem: undefined, isLate: false } as const;

/** These say that there is nothing to see; with every other problem the last data stays, as old as it is. */
const final = ['forbidden', 'not-found', 'invalid'];

export function evolvePolled<Data>(polled: Polled<Data>, event: PolledEvent<Data>): Polled<Data> {
  switch (event.type) {
    case 'asked-else':
      return { ...polled, isChanging: true };
    case 'heard':
      return { data: event.data, isChanging: false, problem: undefined, isLate: false };
    case 'failed': {
      const problem = event.problem instanceof Error ? event.problem : new Error(String(event.problem));
      // What was shown before is not what is asked for now: it must not stand under its name.
      const isGone = polled.isChanging || final.includes(problem.name);
      return { data: isGone ? undefined : polled.data, isChanging: false, problem, isLate: false };
    }
    case 'late':
      return { ...polled, isLate: true };
  }
}
