import { changesBetween, isSame, leavesOf, withLeaf } from '../form/leaves';

export type Side = 'mine' | 'theirs';

/** A value that two people left differently. */
export interface Difference {
  readonly pointer: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Whose change it is: `both` when each of them made one. */
  readonly changedBy: Side | 'both';
}

/** Where my version and that of somebody who saved first differ, and who of us changed what we both had read. */
export function differencesOf(base: unknown, mine: unknown, theirs: unknown): readonly Difference[] {
  const before = leavesOf(base);
  return changesBetween(theirs, mine).map(({ pointer, old, new: now }) => {
    const read = before.get(pointer) ?? null;
    const isMine = !isSame(now ?? null, read);
    const isTheirs = !isSame(old ?? null, read);
    return {
      pointer,
      mine: now ?? null,
      theirs: old ?? null,
      changedBy: isMine && isTheirs ? 'both' : isMine ? 'mine' : 'theirs',
    };
  });
}

export type Choices = Readonly<Record<string, Side>>;

/** What is proposed: everybody's own changes; where both changed the same, mine, as I was about to save it. */
export function proposedChoices(differences: readonly Difference[]): Choices {
  return Object.fromEntries(
    differences.map(({ pointer, changedBy }) => [pointer, changedBy === 'theirs' ? 'theirs' : 'mine']),
  );
}

export function allOf(differences: readonly Difference[], side: Side): Choices {
  return Object.fromEntries(differences.map(({ pointer }) => [pointer, side]));
}

/** Their version, with my values where they were chosen. */
export function merged<Settings>(
  theirs: Settings,
  differences: readonly Difference[],
  choices: Choices,
): Settings {
  return differences
    .filter(({ pointer }) => choices[pointer] === 'mine')
    .reduce((settings, { pointer, mine }) => withLeaf(settings, pointer, mine), theirs);
}
