import { settingsKinds } from '@rejoin/contracts';
import { z } from 'zod';

/** The sections of a settings file, in the order in which they are imported: what others refer to comes first. */
export const sections = ['workstreams', 'agents', 'widgets', 'quickReplies'] as const;
export type Section = (typeof sections)[number];

export const kindOfSection = {
  workstreams: settingsKinds.workstream,
  agents: settingsKinds.agent,
  widgets: settingsKinds.widget,
  quickReplies: settingsKinds.quickReply,
} as const satisfies Record<Section, { readonly idField: string }>;

/** The field that names a resource for people. */
export const nameFields = {
  workstreams: 'name',
  agents: 'displayName',
  widgets: 'name',
  quickReplies: 'title',
} as const satisfies Record<Section, string>;

/** A resource of a file: its settings, with workstreams by name. `id` is there only when the name is not unique. */
const Item = z.looseObject({ id: z.string().optional() });
export type Item = z.infer<typeof Item>;

export const SettingsFile = z.strictObject({
  rejoin: z.literal(1),
  ...Object.fromEntries(sections.map((section) => [section, z.array(Item).optional()])),
} as { rejoin: z.ZodLiteral<1> } & Record<Section, z.ZodOptional<z.ZodArray<typeof Item>>>);
export type SettingsFile = z.infer<typeof SettingsFile>;

/** A resource as config returns it. */
export type SavedItem = Readonly<Record<string, unknown>> & { readonly version: number };
export type SavedSettings = Readonly<Record<Section, readonly SavedItem[]>>;

/** Identifies a resource for people. Titles of quick replies are unique within a workstream and a language at most. */
export function nameOf(section: Section, item: Readonly<Record<string, unknown>>): string {
  const name = String(item[nameFields[section]]);
  if (section !== 'quickReplies') return name;
  return `${name} (${String(item['workstreamId'])}, ${String(item['locale'])})`;
}

export function idOf(section: Section, saved: SavedItem): string {
  return String(saved[kindOfSection[section].idField]);
}

/** The settings of a resource, without its id, version and time. */
export function settingsIn(section: Section, saved: SavedItem): Readonly<Record<string, unknown>> {
  const { [kindOfSection[section].idField]: _, version: __, changedAt: ___, ...settings } = saved;
  return settings;
}

/** Ids of workstreams, for names that are unique. */
export function idsByName(workstreams: readonly SavedItem[]): ReadonlyMap<string, string> {
  return new Map(
    workstreams
      .filter((one) => isUnique('workstreams', one, workstreams))
      .map((one) => [nameOf('workstreams', one), idOf('workstreams', one)]),
  );
}

function isUnique(section: Section, one: SavedItem, all: readonly SavedItem[]): boolean {
  return all.filter((other) => nameOf(section, other) === nameOf(section, one)).length === 1;
}

/** Returns the content of a file with these settings. It contains no secret, version or time. */
export function fileOf(saved: SavedSettings): SettingsFile {
  const names = new Map([...idsByName(saved.workstreams)].map(([name, id]) => [id, name]));
  const named = (id: unknown) => names.get(String(id)) ?? String(id);
  const itemOf = (section: Section, one: SavedItem, all: readonly SavedItem[]): Item => {
    const { workstreamId, workstreamIds, ...others } = settingsIn(section, one);
    return {
      ...(isUnique(section, one, all) ? {} : { id: idOf(section, one) }),
      [nameFields[section]]: others[nameFields[section]],
      ...(workstreamId === undefined ? {} : { workstream: named(workstreamId) }),
      ...(Array.isArray(workstreamIds) ? { workstreams: workstreamIds.map(named).sort() } : {}),
      ...others,
    };
  };
  return {
    rejoin: 1,
    ...Object.fromEntries(
      sections.map((section) => [
        section,
        saved[section]
          .map((one) => itemOf(section, one, saved[section]))
          .sort((a, b) => (String(a[nameFields[section]]) < String(b[nameFields[section]]) ? -1 : 1)),
      ]),
    ),
  };
}
