import { z } from 'zod';
import * as contracts from './index';

/** A part of a JSON Schema. */
interface Node {
  readonly type?: string;
  readonly maxLength?: number;
  readonly format?: string;
  readonly maxItems?: number;
  readonly additionalProperties?: unknown;
  readonly [key: string]: unknown;
}

/** Where strings and lists of a schema have no maximum. */
function unbounded(node: Node, path: string): string[] {
  const found: string[] = [];
  if (node.type === 'string' && !isBounded(node)) found.push(path);
  if (node.type === 'array' && node.maxItems === undefined) found.push(`${path}[]`);
  for (const [key, child] of Object.entries(node)) {
    if (typeof child === 'object' && child !== null && key !== 'enum')
      found.push(...unbounded(child as Node, `${path}/${key}`));
  }
  return found;
}

/** Short by its format, its pattern (ids, secrets) or its choice. */
function isBounded(node: Node): boolean {
  return (
    ['maxLength', 'enum', 'const'].some((key) => key in node) ||
    (node.format !== undefined && node.format !== 'uri') ||
    /\{\d+,?\d*\}\$$/.test(String(node['pattern']))
  );
}

/** What others send us: frames, questions, bodies and queries of HTTP requests, settings. */
const taken: [string, z.ZodType][] = [
  ['CustomerRequest', contracts.CustomerRequest],
  ['AgentRequest', contracts.AgentRequest],
  ['WidgetSettings', contracts.WidgetSettings],
  ['WorkstreamSettings', contracts.WorkstreamSettings],
  ['AgentSettings', contracts.AgentSettings],
  ['QuickReplySettings', contracts.QuickReplySettings],
  ['OwnPassword', contracts.OwnPassword],
  ...Object.entries(contracts.customerHttp),
  ...Object.entries(contracts.supervisorHttp),
  ...Object.entries(contracts.rpcs).map(([name, rpc]): [string, z.ZodType] => [name, rpc.request]),
];

describe('every string and list that is taken', () => {
  it.each(taken)('has a maximum in %s', (name, schema) => {
    expect(unbounded(z.toJSONSchema(schema, { io: 'input' }) as Node, name)).toEqual([]);
  });

  it('is found when it has none', () => {
    const open = z.object({ text: z.string(), list: z.array(z.int()) });
    expect(unbounded(z.toJSONSchema(open) as Node, 'open')).toEqual([
      'open/properties/text',
      'open/properties/list[]',
    ]);
  });
});
