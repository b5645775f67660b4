import { families, streamOf } from '@rejoin/contracts';
import { describes, jsonSchema, type Json, type JsonObject } from './json-schema';

/** The source of libs/events that declares the data of every fact, without a schema library. */
export function factTypes(): string {
  const streams = [...new Set(families.map(({ producer }) => streamOf(producer)))];
  const facts = families.flatMap(({ facts }) => Object.entries(facts));
  return [
    '// Generated from the contracts: `npm run generate`.',
    '',
    '/** The data of each kind of fact. */',
    'export interface FactData {',
    ...facts.map(([name, schema]) => {
      return `  /** ${describes(schema)} */\n  readonly ${name}: ${typeOf(jsonSchema(schema), '  ')};`;
    }),
    '}',
    '',
    '/** Every stream of facts. */',
    `export const factStreams: readonly string[] = ${JSON.stringify(streams)};`,
    '',
  ].join('\n');
}

function typeOf(schema: JsonObject, indent: string): string {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum']))
    return schema['enum'].map((one: Json) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(schema['anyOf']))
    return [...new Set((schema['anyOf'] as JsonObject[]).map((one) => typeOf(one, indent)))].join(' | ');
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, indent);
    case 'array':
      return `readonly (${typeOf(schema['items'] as JsonObject, indent)})[]`;
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema['type'];
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

function objectOf(schema: JsonObject, indent: string): string {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>> | undefined;
  if (!properties)
    return `Readonly<Record<string, ${typeOf(schema['additionalProperties'] as JsonObject, indent)}>>`;
  const required = new Set(schema['required'] as string[]);
  const lines = Object.entries(properties).flatMap(([name, property]) => {
    const inner = `${indent}  `;
    const said =
      typeof property['description'] === 'string' ? [`${inner}/** ${property['description']} */`] : [];
    return [...said, `${inner}readonly ${name}${required.has(name) ? '' : '?'}: ${typeOf(property, inner)};`];
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}
