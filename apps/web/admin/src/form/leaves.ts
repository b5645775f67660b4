type Tree = Readonly<Record<string, unknown>>;

/**
 * Every value of some settings by its JSON pointer. A list is one value: it was written as a whole. Keys that are
 * undefined are not there.
 */
export function leavesOf(settings: unknown, pointer = ''): ReadonlyMap<string, unknown> {
  if (!isTree(settings)) return new Map([[pointer, settings]]);
  return new Map(
    Object.entries(settings).flatMap(([key, value]) =>
      value === undefined ? [] : [...leavesOf(value, `${pointer}/${key}`)],
    ),
  );
}

/** The same settings with another value at the pointer of a leaf. */
export function withLeaf<Settings>(settings: Settings, pointer: string, value: unknown): Settings {
  const [, key = '', ...rest] = pointer.split('/');
  const tree = settings as Tree;
  const inner = rest.length === 0 ? value : withLeaf(tree[key], `/${rest.join('/')}`, value);
  return { ...tree, [key]: inner } as Settings;
}

/** Whether two values say the same; the order of keys says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isTree(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Change {
  readonly pointer: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** Where two versions differ, in the order of the newer one. */
export function changesBetween(old: unknown, newer: unknown): readonly Change[] {
  const [before, after] = [leavesOf(old ?? {}), leavesOf(newer ?? {})];
  const pointers = [...after.keys(), ...[...before.keys()].filter((pointer) => !after.has(pointer))];
  return pointers
    .map((pointer) => ({ pointer, old: before.get(pointer), new: after.get(pointer) }))
    .filter((change) => !isSame(change.old ?? null, change.new ?? null));
}
