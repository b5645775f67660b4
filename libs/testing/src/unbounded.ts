import { z } from 'zod';

/** A part of a JSON Schema. */
interface Node {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/**
 * Where a schema sets no maximum: to the length of a string, to the items of a list, to the entries of a map or the
 * length of their keys, or to a value of any kind. Each is named by its path in the JSON Schema.
 */
export function unboundedIn(name: string, schema: z.ZodType, io: 'input' | 'output'): string[] {
  return inNode(z.toJSONSchema(schema, { io }) as Node, name);
}

function inNode(node: Node, path: string): string[] {
  const found = [
    ...(node.type === 'string' && !isShort(node) ? [path] : []),
    ...(node.type === 'array' && !('maxItems' in node) ? [`${path}[]`] : []),
    ...(isOpenMap(node) ? [`${path}{}`] : []),
  ];
  return [...found, ...childrenOf(node).flatMap(([key, child]) => inChild(child, `${path}/${key}`))];
}

/** A schema in the place of a value that allows anything. */
function inChild(child: Node, path: string): string[] {
  const rules = Object.keys(child).filter((key) => key !== 'description' && key !== 'default');
  return rules.length === 0 ? [`${path}?`] : inNode(child, path);
}

/** Short by its pattern (ids, secrets, instants) or its choice. A format alone says nothing of a length. */
function isShort(node: Node): boolean {
  const pattern = node['pattern'];
  return (
    ['maxLength', 'enum', 'const'].some((key) => key in node) ||
    (typeof pattern === 'string' && isWholeAndFinite(pattern))
  );
}

/** A pattern for the whole text, none of whose parts may be repeated without end. */
function isWholeAndFinite(pattern: string): boolean {
  const withoutCharacters = pattern.replace(/\\.|\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(withoutCharacters);
}

function isOpenMap(node: Node): boolean {
  const keys = node['propertyNames'] as Node | undefined;
  return keys !== undefined && !('enum' in keys) && !('maxProperties' in node);
}

const single = ['items', 'additionalProperties', 'propertyNames', 'not'];
const several = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const named = ['properties', '$defs', 'definitions'];

function childrenOf(node: Node): [string, Node][] {
  return [
    ...single.filter((key) => isNode(node[key])).map((key): [string, Node] => [key, node[key] as Node]),
    ...[...several, ...named].flatMap((key) =>
      Object.entries((node[key] ?? {}) as Record<string, Node>).map(([at, child]): [string, Node] => [
        several.includes(key) ? `${key}/${at}` : at,
        child,
      ]),
    ),
  ];
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
