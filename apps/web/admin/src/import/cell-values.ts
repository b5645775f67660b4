import { Presence, Role, type WorkstreamSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { keyOf } from './person-columns';

/** The words of the page for values, which a file can contain beside those of the API. */
export interface ValueWords {
  readonly roles: Readonly<Record<Role, string>>;
  readonly presences: Readonly<Record<Presence, string>>;
  readonly yes: string;
  readonly no: string;
}

/** A value, or the part of the cell that is not known. */
export type Value<Known> = { readonly value: Known } | { readonly unknown: string };

export function rolesIn(cell: string, { roles }: ValueWords): Value<Role[]> {
  const found: Role[] = [];
  for (const part of partsOf(cell, /[;,|\n]/)) {
    const role = named(part, Role.options, roles);
    if (!role) return { unknown: part };
    if (!found.includes(role)) found.push(role);
  }
  return { value: found };
}

export function presenceIn(cell: string, { presences }: ValueWords): Value<Presence> {
  const presence = named(cell, Presence.options, presences);
  return presence ? { value: presence } : { unknown: cell };
}

export function activeIn(cell: string, { yes, no }: ValueWords): Value<boolean> {
  const key = keyOf(cell);
  if (['true', 'yes', '1', keyOf(yes)].includes(key)) return { value: true };
  return ['false', 'no', '0', keyOf(no)].includes(key) ? { value: false } : { unknown: cell };
}

/** A number as it is, or a text that the schema refuses. */
export function numberIn(cell: string): unknown {
  return /^[+-]?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : cell;
}

export type Workstreams = Value<string[]> | { readonly ambiguous: string };

/** The ids of workstreams, which a file names by their name or id. The whole cell may be one name with a semicolon. */
export function workstreamsIn(cell: string, all: readonly SavedItem<WorkstreamSettings>[]): Workstreams {
  const ids = new Set<string>();
  const isOne = idsOf(cell, all).length > 0;
  for (const part of isOne ? [cell] : partsOf(cell, /[;|\n]/)) {
    const [id, ...others] = idsOf(part, all);
    if (id === undefined) return { unknown: part };
    if (others.length > 0) return { ambiguous: part };
    ids.add(id);
  }
  return { value: [...ids] };
}

function idsOf(text: string, all: readonly SavedItem<WorkstreamSettings>[]): readonly string[] {
  if (all.some(({ id }) => id === text)) return [text];
  const name = sameName(text);
  return all.filter(({ settings }) => sameName(settings.name) === name).map(({ id }) => id);
}

/** Names differ also by their signs, so only case and outer spaces do not matter. */
export function sameName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function partsOf(cell: string, separators: RegExp): readonly string[] {
  return cell
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function named<Name extends string>(
  cell: string,
  names: readonly Name[],
  words: Readonly<Record<Name, string>>,
): Name | undefined {
  const key = keyOf(cell);
  return names.find((name) => keyOf(name) === key || keyOf(words[name]) === key);
}
