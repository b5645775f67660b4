import { z } from 'zod';

/** Texts of which most string schemas accept at least one. */
const plausible = [
  'https://shop.example',
  'A'.repeat(43),
  'Europe/Berlin',
  'en-GB',
  '2026-11-28T05:00:00.000Z',
  '2026-11-28',
  '019ac1f0-0000-7000-8000-000000000000',
  'correct horse battery',
  '5',
  'text',
];

/** Returns a value that the schema accepts, or nearly accepts, because rules across fields are ignored. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const declared = schema as z.ZodType;
  if (declared instanceof z.ZodObject) {
    const fields = Object.entries<z.core.$ZodType>(declared.shape);
    return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)]));
  }
  if (declared instanceof z.ZodArray) return [exampleOf(declared.element)];
  if (declared instanceof z.ZodRecord) return { key: exampleOf(declared.valueType) };
  if (declared instanceof z.ZodUnion) return exampleOf(declared.options[0] ?? z.null());
  if (declared instanceof z.ZodNullable || declared instanceof z.ZodOptional)
    return exampleOf(declared.unwrap());
  if (declared instanceof z.ZodDefault) return exampleOf(declared.unwrap());
  if (declared instanceof z.ZodEnum) return declared.options[0];
  if (declared instanceof z.ZodLiteral) return declared.value;
  return [...plausible, true, 1, 60, null].find((value) => declared.safeParse(value).success) ?? 'text';
}

/** Values that no field expects. NaN and infinity are not in JSON but may reach schemas. */
export const hostileValues: readonly unknown[] = [
  { length: { toString: 1 } },
  ...[
    '',
    ' ',
    '*',
    '//',
    '://',
    'https://',
    'https://*',
    'http://[::1',
    'https://a b',
    'javascript:alert(1)',
  ],
  ...[
    'file:///etc/passwd',
    'https://shop.example:99999',
    '%00',
    '\0',
    '\ud800',
    'a\udfff',
    '\u202e',
    'é'.repeat(300),
  ],
  ...[
    'x'.repeat(70_000),
    '2026-13-45T99:99:99.999Z',
    '0000-00-00',
    'en-12',
    'Nowhere/City',
    '__proto__',
    '-----BEGIN',
  ],
  ...[0, -0, -1, 0.1, 1e309, -1e309, NaN, Number.MAX_SAFE_INTEGER, 2 ** 53, null, undefined, true, false],
  ...[
    [],
    {},
    [null],
    [[[[]]]],
    [1, 'a', {}],
    ['*', '*'],
    { a: { a: { a: {} } } },
    { toString: 1 },
    { length: 1e9 },
  ],
  Array.from({ length: 2_000 }, (_, i) => i),
];

type Path = readonly (string | number)[];

/** Returns the paths of all places in a value, the value itself first. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn((value as Record<string, unknown>)[key], [...path, key]))];
}

/** Returns the value with another value at a place. */
export function withAt(value: unknown, [key, ...rest]: Path, hostile: unknown): unknown {
  if (key === undefined) return hostile;
  if (typeof value !== 'object' || value === null) return value;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const fields = copy as Record<string | number, unknown>;
  fields[key] = withAt(fields[key], rest, hostile);
  return copy;
}

/** Returns JSON bodies with one hostile value at one place. Every place gets `perPlace` of the values. */
export function hostileBodies(schema: z.ZodType, perPlace: number): string[] {
  const example = exampleOf(schema);
  return placesIn(example).flatMap((place, i) =>
    Array.from({ length: perPlace }, (_, j) => {
      const hostile = hostileValues[(i * perPlace + j) % hostileValues.length];
      return JSON.stringify(withAt(example, place, hostile));
    }),
  );
}
