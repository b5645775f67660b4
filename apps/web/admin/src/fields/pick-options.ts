import { plain } from '../../../kit/plain';
/** An option of a list, with its value and its name. */
export type Option<Value extends string> = readonly [Value, string];

/** The number of options that are shown at a time. The search finds the others. */
const shownAtMost = 200;

export interface ShownOptions<Value extends string> {
  readonly options: readonly Option<Value>[];
  /** The number of further options that match. */
  readonly more: number;
}

/** The options that match a search, regardless of case and diacritics. No character is a wildcard. */
export function shownOptions<Value extends string>(
  options: readonly Option<Value>[],
  search: string,
  picked: ReadonlySet<string>,
  onlyPicked: boolean,
): ShownOptions<Value> {
  const wanted = plain(search.trim());
  const found = options.filter(
    ([value, name]) => (!onlyPicked || picked.has(value)) && plain(name).includes(wanted),
  );
  return { options: found.slice(0, shownAtMost), more: Math.max(0, found.length - shownAtMost) };
}

/** The selected values with these values added or removed. */
export function pickedWith<Value extends string>(
  picked: readonly Value[],
  values: readonly Value[],
  is: boolean,
): Value[] {
  if (!is) return picked.filter((one) => !values.includes(one));
  return [...picked, ...values.filter((one) => !picked.includes(one))];
}
