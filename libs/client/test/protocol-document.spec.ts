import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AgentFrame,
  AgentRequest,
  allConfigRoutes,
  chatHttp,
  Claimed,
  closeCodes,
  Connected,
  customerHttp,
  CustomerFrame,
  CustomerRequest,
  Entry,
  gatewayFeatures,
  gatewayRoutes,
  Polled,
  PublicWidget,
  Reconnectable,
  refusalNames,
  Snapshot,
  SystemCode,
} from '@rejoin/contracts';
import { z } from 'zod';

const document = readFileSync(join(__dirname, '../../../docs/protocol.md'), 'utf8');
const blocks = [...document.matchAll(/```json\n(.*?)```/gs)].map(([, block]) => block ?? '');
const examples = blocks.flatMap((block) => block.split(/\n(?=\{)/)).map((text) => JSON.parse(text) as object);
const anything = z.union([CustomerRequest, CustomerFrame, AgentRequest, AgentFrame]);

const unions = [CustomerRequest, CustomerFrame, AgentRequest, AgentFrame];
const options = unions.flatMap((union) => union.options as readonly z.ZodObject[]);
const typesOf = () => options.map(({ shape }) => (shape['type'] as z.ZodLiteral<string>).value);
const fieldsOf = () =>
  [
    ...options,
    Entry,
    Snapshot,
    Claimed,
    Reconnectable,
    PublicWidget,
    Connected,
    Polled,
    ...Object.values(customerHttp),
    ...Object.values(chatHttp),
  ].flatMap(({ shape }) => Object.keys(shape));

const missing = (words: readonly string[]) =>
  [...new Set(words)].filter((word) => !new RegExp(`["\`]${word}["\`?(]`).test(document));

describe('the protocol document', () => {
  it('has examples that are valid frames', () => {
    expect(examples.length).toBeGreaterThan(8);
    for (const example of examples) expect(anything.parse(example)).toEqual(example);
  });

  it('names every frame, every field and every system entry', () => {
    expect(missing(typesOf())).toEqual([]);
    expect(missing(fieldsOf())).toEqual([]);
    expect(missing(SystemCode.options)).toEqual([]);
  });

  it('names what gateways have added since the first revision', () => {
    expect(missing(Object.keys(gatewayFeatures))).toEqual([]);
  });

  it('names only requests that gateways and config have', () => {
    const routes = [...Object.values(gatewayRoutes), ...allConfigRoutes];
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const named = [...document.matchAll(/`(GET|POST|PUT|DELETE) (\/v1\/[\w:/-]+)(?![\w:/-]|…)/g)];
    expect(named.length).toBeGreaterThan(30);
    expect(named.map(([, method, path]) => `${method} ${path}`).filter((one) => !known.has(one))).toEqual([]);
  });

  it('has exactly the close codes of the contracts in its table', () => {
    const [table = ''] = /## 12\. Close codes\n[^]*?\n## /.exec(document) ?? [];
    const cells = [...table.matchAll(/^\|([^|]+)\|/gm)].map(([, cell = '']) => cell);
    const codes = cells.flatMap((cell) => cell.match(/\d{4}/g) ?? []).map(Number);
    expect(new Set(codes)).toEqual(new Set(Object.values(closeCodes)));
  });

  it('says for every refusal what a client does', () => {
    expect(missing(refusalNames)).toEqual([]);
  });
});
