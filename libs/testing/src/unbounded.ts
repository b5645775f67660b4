import { z } from 'zod';

/** A part of a JSON Schema. */
interface Node {
  readonly type?: string;
  readonly [key: string]: unknown;
}

/**
 * Returns the paths in the JSON Schema that have no maximum: lengths of strings and keys, items of lists, entries of maps,
 * and values of any type.
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

/** Handles a schema that may allow any value. */
function inChild(child: Node, path: string): string[] {
  const rules = Object.keys(child).filter((key) => key !== 'description' && key !== 'default');
  return rules.length === 0 ? [`${path}?`] : inNode(child, path);
}

/** Whether a string is bounded by its pattern or by its set of values. A format alone does not bound it. */
function isShort(node: Node): boolean {
  const pattern = node['pattern'];
  return (
    ['maxLength', 'enum', 'const'].some((key) => key in node) ||
    (typeof pattern === 'string' && isWholeAndFinite(pattern))
  );
}

/** Whether a pattern matches the whole text and repeats no part without a limit. */
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
