import { families, kebab, refusalNames } from '@rejoin/contracts';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifacts } from './artifacts';

const root = join(__dirname, '../..');
const files = artifacts(root);
const facts = families.flatMap((family) => Object.keys(family.facts).map((type) => ({ family, type })));
const options = { strict: false, validateFormats: false };

interface AsyncApi {
  channels: Record<
    string,
    { address: string; messages: Record<string, unknown>; parameters: Record<string, unknown> }
  >;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { messages: Record<string, { payload: Record<string, unknown>; summary: string }> };
}
const document = JSON.parse(files.get('docs/generated/asyncapi.json') ?? '') as AsyncApi;

describe('generated documents', () => {
  it.each([...files.keys()])('%s is committed as it is generated (npm run generate)', (path) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(readFileSync(join(root, path), 'utf8')).toBe(files.get(path));
  });

  it('have no leftovers beside them', () => {
    const there = readdirSync(join(root, 'docs/generated'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    expect(there.filter((path) => !files.has(path))).toEqual([]);
  });

  it('say what each fact means', () => {
    for (const { type } of facts) expect(document.components.messages[type]?.summary).toMatch(/\.$/);
  });

  it('name every refusal', () => {
    for (const name of refusalNames) expect(files.get('docs/refusals.md')).toContain(`\`${name}\` `);
  });
});

describe('the schemas of all documents', () => {
  const json = [...files].filter(([path]) => path.endsWith('.json'));
  const nodes = function* (value: unknown): Generator<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) yield value as Record<string, unknown>;
    for (const inside of Object.values(value)) yield* nodes(inside);
  };
  const all = json.flatMap(([, content]) => [...nodes(JSON.parse(content))]);

  /**
   * RFC 9485 has no non-capturing groups, no look-around and no class escapes. Some implementations have no
   * properties.
   */
  const isPortable = (pattern: string) => !/\(\?|\\[dDsSwWbBpP]/.test(pattern) && /^\^.*\$$/.test(pattern);

  it('have patterns that validators of every language understand', () => {
    const patterns = new Set(all.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : [])));
    expect(patterns.size).toBeGreaterThan(4);
    expect([...patterns].filter((pattern) => !isPortable(pattern))).toEqual([]);
    expect(isPortable('^[^\\s\\p{C}]$')).toBe(false);
    expect(isPortable('^(?:a)$')).toBe(false);
  });

  it('are open: a later release may give more fields', () => {
    expect(all.filter(({ additionalProperties }) => additionalProperties === false)).toEqual([]);
  });

  it('have a sentence for every value of every enumeration', () => {
    const isData = ({ type, items, properties }: Record<string, unknown>) =>
      type === 'string' && items === undefined && properties === undefined;
    const enums = all.filter((one) => Array.isArray(one['enum']) && isData(one));
    expect(enums.length).toBeGreaterThan(20);
    const without = enums.flatMap((one) => {
      const sentences = (one['x-enumDescriptions'] ?? {}) as Record<string, string>;
      return (one['enum'] as string[]).filter((value) => !/[.!?]$/.test(sentences[value] ?? ''));
    });
    expect([...new Set(without)]).toEqual([]);
  });

  it('say where the HTTP interface is served', () => {
    for (const [path, content] of json.filter(([path]) => path.includes('openapi')))
      expect([path, (JSON.parse(content) as { servers?: unknown[] }).servers?.length]).toEqual([path, 1]);
  });
});

describe('the JSON Schemas', () => {
  const fact = {
    specversion: '1.0',
    id: '018f0000-0000-7000-8000-000000000001',
    source: '/rejoin/session-gateway',
    type: 'rejoin.v1.MessageSent',
    subject: 'c1',
    time: '2026-01-31T09:00:00.000Z',
    datacontenttype: 'application/json',
    org: 'default',
    family: 'session',
    version: 1,
    data: {
      conversationId: 'c1',
      seq: 1,
      sender: 'customer',
      agentId: null,
      bytes: 5,
      at: '2026-01-31T09:00:00.000Z',
    },
  };

  it.each(facts.map(({ type }) => type))('of %s can be compiled', (type) => {
    const schema = JSON.parse(files.get(`docs/generated/schemas/${type}.json`) ?? '') as object;
    expect(() => new Ajv2020(options).compile(schema)).not.toThrow();
    const embedded = document.components.messages[type]?.payload ?? { type: 7 };
    expect(() => new Ajv(options).compile(embedded)).not.toThrow();
  });

  it('take a fact as it is published, and no other', () => {
    const schema = JSON.parse(files.get('docs/generated/schemas/MessageSent.json') ?? '') as object;
    const validate = new Ajv2020(options).compile(schema);
    expect(validate(fact)).toBe(true);
    expect(validate({ ...fact, type: 'rejoin.v1.Other' })).toBe(false);
    expect(validate({ ...fact, data: { ...fact.data, seq: -1 } })).toBe(false);
    expect(validate({ ...fact, data: { ...fact.data, addedLater: true } })).toBe(true);
  });
});

describe('the AsyncAPI document', () => {
  it('has a channel, an operation and a message for every fact', () => {
    const types = facts.map(({ type }) => type);
    expect(Object.keys(document.channels)).toEqual(types);
    expect(Object.keys(document.operations)).toEqual(types.map((type) => `publish${type}`));
    expect(Object.keys(document.components.messages)).toEqual(types);
  });

  it('describes each parameter of each address', () => {
    for (const { family, type } of facts) {
      const channel = document.channels[type];
      expect(channel?.address).toBe(`rejoin.v1.{org}.${family.name}.${kebab(type)}.{id}`);
      const named = [...(channel?.address.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name]) => name);
      expect(Object.keys(channel?.parameters ?? {})).toEqual(named);
    }
  });

  it('tells the same rule for subscribers as the library and the example in Python', () => {
    const { description } = (document as unknown as { info: { description: string } }).info;
    const read = (path: string) => readFileSync(join(root, path), 'utf8');
    expect(read('libs/events/src/fact-reader.ts')).toMatch(/patienceMs = 10_000, most = 500,.*failures = 5,/);
    expect(read('libs/events/src/missing-facts.ts')).toMatch(/1\.5 \* ackWaitMs/);
    expect(read('docs/examples/follow.py')).toMatch(
      /PATIENCE = 10\.0[^]*MOST = 500[^]*FAILURES = 5[^]*1\.5 \* ack_wait/,
    );
    expect(description.replaceAll('\n', ' ')).toMatch(
      /do not acknowledge it negatively.*for 10 s although.*num_ack_pending.*for 45 s;.*oldest first/,
    );
  });

  it('refers to nothing that is not there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(refs.length).toBeGreaterThan(100);
    const found = (path: string) =>
      path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(refs.filter((path) => found(path) === undefined)).toEqual([]);
  });
});
