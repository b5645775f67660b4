/**
 * Returns a JSON object with these values by their ids, as a parameter for `jsonb->id`. An object with hundreds of random
 * keys, which would be made only to be written as text, is a hash table for which V8 reserves several times its size.
 */
export function jsonById(values: Iterable<readonly [id: string, value: object | string | null]>): string {
  return `{${Array.from(values, ([id, value]) => `${JSON.stringify(id)}:${JSON.stringify(value)}`).join(',')}}`;
}
