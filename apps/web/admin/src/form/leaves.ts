type Tree = Readonly<Record<string, unknown>>;

/**
 * The values of settings by their JSON pointers. A list is one value. Keys that are undefined are left out.
 */
export function leavesOf(settings: unknown, pointer = ''): ReadonlyMap<string, unknown> {
  if (!isTree(settings)) return new Map([[pointer, settings]]);
  return new Map(
    Object.entries(settings).flatMap(([key, value]) =>
      value === undefined ? [] : [...leavesOf(value, `${pointer}/${key}`)],
    ),
  );
}

/** A copy of the settings with another value at a JSON pointer. */
export function withLeaf<Settings>(settings: Settings, pointer: string, value: unknown): Settings {
  const [, key = '', ...rest] = pointer.split('/');
  const tree = settings as Tree;
  const inner = rest.length === 0 ? value : withLeaf(tree[key], `/${rest.join('/')}`, value);
  return { ...tree, [key]: inner } as Settings;
}

/** Whether two values are equal, regardless of the order of keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isTree(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Whether a value has fields of its own. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Change {
  readonly pointer: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** The JSON pointers at which two versions differ, in the order of the newer version. */
export function changesBetween(old: unknown, newer: unknown): readonly Change[] {
  const [before, after] = [leavesOf(old ?? {}), leavesOf(newer ?? {})];
  const pointers = [...after.keys(), ...[...before.keys()].filter((pointer) => !after.has(pointer))];
  return pointers
    .map((pointer) => ({ pointer, old: before.get(pointer), new: after.get(pointer) }))
    .filter((change) => !isSame(change.old ?? null, change.new ?? null));
}
