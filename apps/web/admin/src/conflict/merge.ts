import { isSame, isTree, withLeaf } from '../form/leaves';

export type Side = 'mine' | 'theirs';

/** A field with different values in the two versions. */
export interface Difference {
  readonly pointer: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Who changed it: `both` if each of the two people did. */
  readonly changedBy: Side | 'both';
}

/** The differences between my draft and the version that another person saved first, with who changed each field. */
export function differencesOf(base: unknown, mine: unknown, theirs: unknown): readonly Difference[] {
  return differencesAt('', base, mine, theirs);
}

/** A part that only one of the versions has is one difference, because its fields belong together. */
function differencesAt(
  pointer: string,
  base: unknown,
  mine: unknown = null,
  theirs: unknown = null,
): readonly Difference[] {
  if (isTree(mine) && isTree(theirs)) {
    const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    return [...keys].flatMap((key) =>
      differencesAt(`${pointer}/${key}`, isTree(base) ? base[key] : undefined, mine[key], theirs[key]),
    );
  }
  if (isSame(mine, theirs)) return [];
  const isMine = !isSame(mine, base ?? null);
  const isTheirs = !isSame(theirs, base ?? null);
  const changedBy = isMine && isTheirs ? 'both' : isMine ? 'mine' : 'theirs';
  return [{ pointer, mine, theirs, changedBy }];
}

export type Choices = Readonly<Record<string, Side>>;

/** The proposed choice: each person's own changes, and mine where both changed the same field. */
export function proposedChoices(differences: readonly Difference[]): Choices {
  return Object.fromEntries(
    differences.map(({ pointer, changedBy }) => [pointer, changedBy === 'theirs' ? 'theirs' : 'mine']),
  );
}

export function allOf(differences: readonly Difference[], side: Side): Choices {
  return Object.fromEntries(differences.map(({ pointer }) => [pointer, side]));
}

/** The other person's version, with my values where they were chosen. */
export function merged<Settings>(
  theirs: Settings,
  differences: readonly Difference[],
  choices: Choices,
): Settings {
  return differences
    .filter(({ pointer }) => choices[pointer] === 'mine')
    .reduce((settings, { pointer, mine }) => withLeaf(settings, pointer, mine), theirs);
}
