/** The values that a person types to change their own password. */
export interface PasswordDraft {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

type Problem =
  'current-missing' | 'current-wrong' | 'next-short' | 'next-same' | 'next-easy' | 'again-differs';
export type PasswordProblems = Readonly<Partial<Record<keyof PasswordDraft, Problem>>>;

/** Returns the problem of each field. The draft can be sent when the result is empty. */
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

/** Maps a refusal of the server to the problem of a field; returns undefined when it concerns no field. */
export function problemsOfRefusal(error: unknown): PasswordProblems | undefined {
  const name = error instanceof Error ? error.name : '';
  if (name === 'password-too-easy') return { next: 'next-easy' };
  return name === 'sign-in-failed' ? { current: 'current-wrong' } : undefined;
}
