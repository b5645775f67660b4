/** What is typed to change one's own password. */
export interface PasswordDraft {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

type Problem =
  'current-missing' | 'current-wrong' | 'next-short' | 'next-same' | 'next-easy' | 'again-differs';
export type PasswordProblems = Readonly<Partial<Record<keyof PasswordDraft, Problem>>>;

/** What is wrong at which field; none: it can be sent. */
export function passwordProblems({ current, next, again }: PasswordDraft): PasswordProblems {
  return {
    ...(current === '' ? { current: 'current-missing' as const } : {}),
    ...(next.length < 10
      ? { next: 'next-short' as const }
      : next === current
        ? { next: 'next-same' as const }
        : {}),
    ...(next === again ? {} : { again: 'again-differs' as const }),
  };
}

/** A refusal of the server as what is wrong at a field; undefined: it is about no field. */
export function refusedPassword(error: unknown): PasswordProblems | undefined {
  const name = error instanceof Error ? error.name : '';
  if (name === 'password-too-easy') return { next: 'next-easy' };
  return name === 'sign-in-failed' ? { current: 'current-wrong' } : undefined;
}
