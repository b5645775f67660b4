import { plain } from '../../../kit/plain';
/** What can be picked from a list, by its value and as it is called. */
export type Option<Value extends string> = readonly [Value, string];

/** So many are shown at once: whoever looks for one of more searches. */
const shownAtMost = 200;

export interface ShownOptions<Value extends string> {
  readonly options: readonly Option<Value>[];
  /** Further ones that fit. */
  readonly more: number;
}

/** The options that a search leaves, in capitals or not and without regard to marks; no sign is special. */
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

/** The picked values with these among them, or without them. */
export function pickedWith<Value extends string>(
  picked: readonly Value[],
  values: readonly Value[],
  is: boolean,
): Value[] {
  if (!is) return picked.filter((one) => !values.includes(one));
  return [...picked, ...values.filter((one) => !picked.includes(one))];
}
