import { plain } from '../../../kit/plain';
import type { ListState } from './list-state';

/** How a list is read whose items are all on the page. */
export interface LocalList<Thing> {
  /** The text that the search matches. */
  textOf(thing: Thing): string;
  isActive(thing: Thing): boolean;
  /** What the list is sorted by. */
  valueOf(thing: Thing, sort: string): string | number;
}

/** The items that a state shows, in its order. The server does the same for long lists. */
export function localList<Thing>(
  things: readonly Thing[],
  { search, showsInactive, sort, order }: ListState,
  { textOf, isActive, valueOf }: LocalList<Thing>,
): readonly Thing[] {
  const wanted = plain(search.trim());
  const shown = things.filter(
    (thing) => (showsInactive || isActive(thing)) && plain(textOf(thing)).includes(wanted),
  );
  const sign = order === 'asc' ? 1 : -1;
  return [...shown].sort((a, b) => sign * compare(valueOf(a, sort), valueOf(b, sort)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
