import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factSchemas } from './protocol-schemas';
import { breaksOf, type Schema } from './schema-changes';

const folder = join(__dirname, 'released');
const now = new Map<string, Schema>(factSchemas().map(([name, schema]) => [name, schema as Schema]));

/**
 * The schemas of release 0.1.0 had no maxima, and a pattern of instants that some languages cannot read. The
 * facts that it published satisfied the maxima and the pattern of later releases, so its schemas are compared
 * as if they contained them.
 */
function asPublishedBy010(released: unknown, later: unknown): unknown {
  if (typeof released !== 'object' || released === null || Array.isArray(released) !== Array.isArray(later))
    return released;
  const [before, after] = [released, later ?? {}] as Record<string, unknown>[];
  const inside = Object.entries(before ?? {}).map(([key, value]) => [
    key,
    asPublishedBy010(value, after?.[key]),
  ]);
  if (Array.isArray(released)) return inside.map(([, value]) => value);
  const maxima = ['maxLength', 'maxItems', 'maxProperties'].flatMap((keyword) =>
    after?.[keyword] === undefined || before?.[keyword] !== undefined ? [] : [[keyword, after[keyword]]],
  );
  const pattern = before?.['format'] === 'date-time' ? [['pattern', after?.['pattern']]] : [];
  return Object.fromEntries([...inside, ...maxima, ...pattern]) as unknown;
}

describe.each(readdirSync(folder))('the facts of %s', (file) => {
  const text = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Schema>;
  const released = Object.entries(text).map(([name, schema]): [string, Schema] => [
    name,
    file === 'facts-0.1.0.json' ? (asPublishedBy010(schema, now.get(name)) as Schema) : schema,
  ]);

  it('lose nothing and tighten nothing', () => {
    expect(released.length).toBeGreaterThan(20);
    expect(released.flatMap(([name, schema]) => breaksOf(schema, now.get(name), name))).toEqual([]);
  });
});

describe('a change of a schema', () => {
  const text = { type: 'string', minLength: 1, maxLength: 10 };
  const base: Schema = {
    type: 'object',
    required: ['id', 'kind'],
    properties: {
      id: text,
      kind: { type: 'string', enum: ['a', 'b'] },
      count: { type: 'integer', minimum: 0, maximum: 9 },
      agent: { anyOf: [text, { type: 'null' }] },
      list: { type: 'array', items: text, maxItems: 5 },
      map: { type: 'object', propertyNames: text, additionalProperties: text, maxProperties: 5 },
      version: { const: '1.0' },
      free: {},
    },
  };
  const changed = (field: string, schema: Schema): Schema => ({
    ...base,
    properties: { ...base.properties, [field]: schema },
  });

  it.each<[kind: string, now: Schema | undefined, says: string]>([
    ['without the fact', undefined, 'F is gone'],
    ['without a field', { ...base, properties: {} }, 'F.id is gone'],
    ['with a field that may be absent now', { ...base, required: ['id'] }, 'F.kind is not always there'],
    [
      'with a field that must be there now',
      { ...base, required: ['id', 'kind', 'count'] },
      'F.count was not always there',
    ],
    ['with another type', changed('id', { ...text, type: 'integer' }), 'F.id has another type'],
    ['with another constant', changed('version', { const: '2.0' }), 'F.version has another const'],
    ['without a constant', changed('version', {}), 'F.version has another const'],
    ['without a value', changed('kind', { type: 'string', enum: ['a'] }), 'F.kind lost b'],
    ['with certain values', changed('id', { ...text, enum: ['x'] }), 'F.id takes certain values only'],
    ['with a pattern', changed('id', { ...text, pattern: '^x$' }), 'F.id has another pattern'],
    ['with a format', changed('id', { ...text, format: 'uuid' }), 'F.id has another format'],
    [
      'with a lower maximum',
      changed('count', { type: 'integer', minimum: 0, maximum: 8 }),
      'F.count has a tighter maximum',
    ],
    [
      'with a higher minimum',
      changed('count', { type: 'integer', minimum: 1, maximum: 9 }),
      'F.count has a tighter minimum',
    ],
    ['with a shorter text', changed('id', { ...text, maxLength: 9 }), 'F.id has a tighter maxLength'],
    ['with a longest text', changed('free', { maxLength: 9 }), 'F.free has a tighter maxLength'],
    ['with a longer shortest text', changed('id', { ...text, minLength: 2 }), 'F.id has a tighter minLength'],
    [
      'with a shorter list',
      changed('list', { type: 'array', items: text, maxItems: 4 }),
      'F.list has a tighter maxItems',
    ],
    [
      'with tighter items',
      changed('list', { type: 'array', items: { ...text, maxLength: 1 }, maxItems: 5 }),
      'F.list[] has a tighter maxLength',
    ],
    [
      'with a smaller map',
      changed('map', { ...base.properties?.['map'], maxProperties: 4 }),
      'F.map has a tighter maxProperties',
    ],
    [
      'with tighter values of a map',
      changed('map', { ...base.properties?.['map'], additionalProperties: { ...text, maxLength: 1 } }),
      'F.map{} has a tighter maxLength',
    ],
    [
      'with tighter names of a map',
      changed('map', { ...base.properties?.['map'], propertyNames: { ...text, maxLength: 1 } }),
      'F.map names has a tighter maxLength',
    ],
    [
      'that is never null',
      changed('agent', { anyOf: [text] }),
      'F.agent lost or tightened choice 2 of anyOf',
    ],
    ['with choices', changed('free', { anyOf: [text] }), 'F.free takes certain choices only'],
    ['that is closed', { ...base, additionalProperties: false }, 'F takes no other fields'],
    [
      'with other fields of one kind',
      { ...base, additionalProperties: text },
      'F takes other fields of one kind only',
    ],
  ])('%s breaks a reader', (_, changedTo, says) => {
    expect(breaksOf(base, changedTo, 'F')).toEqual(expect.arrayContaining([says]));
  });

  it.each<[kind: string, now: Schema]>([
    ['with another field', changed('more', text)],
    ['with another value', changed('kind', { type: 'string', enum: ['a', 'b', 'c'] })],
    ['with wider bounds', changed('count', { type: 'integer', minimum: -1, maximum: 10 })],
    ['with another choice', changed('agent', { anyOf: [text, { type: 'null' }, { type: 'integer' }] })],
    ['with another sentence', changed('id', { ...text, description: 'an id' })],
  ])('%s breaks none', (_, changedTo) => {
    expect(breaksOf(base, changedTo, 'F')).toEqual([]);
  });
});
