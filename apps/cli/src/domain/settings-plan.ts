import { checked } from '@rejoin/contracts';
import {
  idOf,
  idsByName,
  kindOfSection,
  nameFields,
  nameOf,
  sections,
  settingsIn,
  type Item,
  type SavedItem,
  type SavedSettings,
  type Section,
  type SettingsFile,
} from './settings-file';

/** A field that an import changes. */
export interface Difference {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What is done with one resource of the file, for people to read. */
export interface ChangeSummary {
  readonly section: string;
  readonly name: string;
  readonly action: 'create' | 'replace' | 'keep';
  readonly differences: readonly Difference[];
}

/** What an import does with one resource of the file. */
export interface Change extends ChangeSummary {
  readonly section: Section;
  /** Undefined: config generates the id. */
  readonly id: string | undefined;
  readonly version: number | undefined;
  readonly item: Item;
}

export interface Plan {
  readonly changes: readonly Change[];
  /** Sentences about what is wrong in the file. With any, nothing is imported. */
  readonly wrong: readonly string[];
  /** Resources that the file does not name. They are left alone. */
  readonly others: readonly string[];
}

/** Stands for the id of a workstream that the import creates. */
const futureId = (name: string) => `new:${name}`;
const isFutureId = (id: unknown) => typeof id === 'string' && id.startsWith(futureId(''));

/** Compares a file with the settings of a system. */
export function planImport(file: SettingsFile, saved: SavedSettings): Plan {
  const ids = new Map(idsByName(saved.workstreams));
  const known = new Set(saved.workstreams.map((one) => idOf('workstreams', one)));
  for (const { id, name } of file.workstreams ?? []) {
    if (id !== undefined) {
      known.add(id);
      ids.set(String(name), id);
    } else if (!ids.has(String(name))) ids.set(String(name), futureId(String(name)));
  }
  const changes: Change[] = [];
  const wrong: string[] = [];
  for (const section of sections) {
    const seen = new Set<string>();
    for (const [index, item] of (file[section] ?? []).entries()) {
      const place = `${section}[${index}]`;
      const unknown = referencesOf(item).filter((one) => !ids.has(one) && !known.has(one));
      if (unknown.length > 0) {
        wrong.push(`${place} names the workstream ${unknown.join(', ')}, which does not exist`);
        continue;
      }
      const settings = withIds(item, ids);
      const problems = problemsOf(section, settings);
      if (problems.length > 0) {
        wrong.push(...problems.map((one) => `${place}.${one}`));
        continue;
      }
      const change = changeOf(section, item, settings, saved[section]);
      if (change === undefined || seen.has(change.id ?? change.name)) {
        wrong.push(`${place} (${nameOf(section, settings)}) is not unique: give each its id`);
        continue;
      }
      seen.add(change.id ?? change.name);
      changes.push(change);
    }
  }
  const named = new Set(changes.map(({ section, id }) => `${section}/${id ?? ''}`));
  const others = sections.flatMap((section) =>
    saved[section]
      .filter((one) => !named.has(`${section}/${idOf(section, one)}`))
      .map((one) => `${section}: ${String(one[nameFields[section]])}`),
  );
  return { changes, wrong, others };
}

/** Returns the settings with the ids of the workstreams that the item names. */
export function withIds(item: Item, ids: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const { id: _, workstream, workstreams, ...settings } = item;
  const idOfName = (name: unknown) => ids.get(String(name)) ?? String(name);
  return {
    ...settings,
    ...(workstream === undefined ? {} : { workstreamId: idOfName(workstream) }),
    ...(Array.isArray(workstreams) ? { workstreamIds: workstreams.map(idOfName) } : {}),
  };
}

function referencesOf({ workstream, workstreams }: Item): string[] {
  const all: unknown[] = [
    ...(workstream === undefined ? [] : [workstream]),
    ...(Array.isArray(workstreams) ? (workstreams as unknown[]) : []),
  ];
  return all.map(String);
}

function problemsOf(section: Section, settings: Readonly<Record<string, unknown>>): string[] {
  const { workstreamId, workstreamIds } = settings;
  const parsed = checked(kindOfSection[section].schema, {
    ...settings,
    // An id that does not exist yet is not an id.
    ...(workstreamId === undefined ? {} : { workstreamId: isFutureId(workstreamId) ? 'new' : workstreamId }),
    ...(Array.isArray(workstreamIds) ? { workstreamIds: [] } : {}),
  });
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const known: readonly string[] = Object.keys(kindOfSection[section].schema.shape);
  return Object.keys(settings)
    .filter((field) => !known.includes(field))
    .map((field) => `${field}: is not a setting`);
}

/** Undefined if several resources have the name. */
function changeOf(
  section: Section,
  item: Item,
  settings: Readonly<Record<string, unknown>>,
  saved: readonly SavedItem[],
): Change | undefined {
  const name = nameOf(section, settings);
  const same = saved.filter((one) =>
    item.id === undefined ? nameOf(section, one) === name : idOf(section, one) === item.id,
  );
  if (same.length > 1) return undefined;
  const [found] = same;
  const change = { section, name: String(settings[nameFields[section]]), item };
  if (!found) return { ...change, action: 'create', id: item.id, version: undefined, differences: [] };
  const differences = differencesOf(settingsIn(section, found), settings);
  const action = differences.length === 0 ? 'keep' : 'replace';
  return { ...change, action, id: idOf(section, found), version: found.version, differences };
}

/** The fields that differ, with the path of each. The order of workstreams does not count. */
export function differencesOf(from: unknown, to: unknown, path = ''): Difference[] {
  if (isRecord(from) && isRecord(to)) {
    const fields = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...fields].flatMap((field) =>
      differencesOf(from[field], to[field], path === '' ? field : `${path}.${field}`),
    );
  }
  const [a, b] = path === 'workstreamIds' ? [sorted(from), sorted(to)] : [from, to];
  return stable(a) === stable(b) ? [] : [{ field: path, from, to }];
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? [...(list as unknown[])].map(String).sort() : list;
}

/** JSON in which the order of fields does not count. */
function stable(value: unknown): string {
  const ordered = (_: string, part: unknown): unknown =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  return value === undefined ? 'nothing' : JSON.stringify(value, ordered);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lines of a plan: what is created, what changes, and what the file does not name. */
export function linesOfPlan({
  changes,
  others = [],
}: {
  readonly changes: readonly ChangeSummary[];
  readonly others?: readonly string[];
}): string[] {
  const marks = { create: '+', replace: '~', keep: ' ' } as const;
  const count = (action: ChangeSummary['action']) =>
    changes.filter((change) => change.action === action).length;
  return [
    ...changes
      .filter(({ action }) => action !== 'keep')
      .flatMap(({ section, name, action, differences }) => [
        `${marks[action]} ${section}: ${name}`,
        ...differences.map(({ field, from, to }) => `    ${field}: ${stable(from)} -> ${stable(to)}`),
      ]),
    ...others.map((one) => `? ${one} (not in the file; left alone)`),
    `${count('create')} to create, ${count('replace')} to change, ${count('keep')} as they are`,
  ];
}
