import { z } from 'zod';

/**
 * An enumeration with a sentence that explains each value. The published schemas contain the sentences, so that the
 * documents always match the code.
 */
export function meaning<const Value extends string>(sentences: Readonly<Record<Value, string>>) {
  const values = Object.keys(sentences) as [Value, ...Value[]];
  return z.enum(values).meta(meanings(sentences));
}

/** The metadata that explains the known values of a string that may have other values in a later release. */
export function meanings(sentences: Readonly<Record<string, string>>) {
  return { 'x-enumDescriptions': sentences };
}
