import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factSchemas } from './protocol-schemas';

interface Schema {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** What a reader of the released schema would miss or not understand in what is published now. */
function broken(released: Schema, now: Schema | undefined, at: string): string[] {
  if (!now) return [`${at} is gone`];
  const properties = Object.entries(released.properties ?? {});
  return [
    ...(released.type === now.type ? [] : [`${at} has another type`]),
    ...(released.const === now.const ? [] : [`${at} has another value`]),
    ...(released.enum ?? []).flatMap((value) =>
      now.enum && !now.enum.includes(value) ? [`${at} lost ${String(value)}`] : [],
    ),
    ...(released.required ?? []).flatMap((field) =>
      now.required?.includes(field) ? [] : [`${at}.${field} is not always there`],
    ),
    ...properties.flatMap(([field, schema]) => broken(schema, now.properties?.[field], `${at}.${field}`)),
  ];
}

const folder = join(__dirname, 'released');
const now = new Map<string, Schema>(factSchemas().map(([name, schema]) => [name, schema as Schema]));

describe.each(readdirSync(folder))('the facts of %s', (file) => {
  const released = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Schema>;

  it('lose no kind, field or value, and change no type', () => {
    expect(Object.entries(released).flatMap(([name, schema]) => broken(schema, now.get(name), name))).toEqual(
      [],
    );
  });

  it('would be missed if one did', () => {
    const [name = '', schema = {}] = Object.entries(released)[0] ?? [];
    expect(broken(schema, undefined, name)).toEqual([`${name} is gone`]);
    expect(broken(schema, { ...schema, properties: {} }, name)).toContain(`${name}.data is gone`);
    expect(broken(schema, { ...schema, required: [] }, name)).toContain(`${name}.data is not always there`);
  });
});
