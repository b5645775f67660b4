import { z } from 'zod';

/**
 * An enumeration of which every value has a sentence. The sentences stand beside the values in the published schemas,
 * so that documents and code cannot tell different values.
 */
export function meaning<const Value extends string>(sentences: Readonly<Record<Value, string>>) {
  const values = Object.keys(sentences) as [Value, ...Value[]];
  return z.enum(values).meta(meanings(sentences));
}

/** For a text that is not closed, since a later release may send others: what the known values mean. */
export function meanings(sentences: Readonly<Record<string, string>>) {
  return { 'x-enumDescriptions': sentences };
}
