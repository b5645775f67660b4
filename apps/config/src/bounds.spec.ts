import * as contracts from '@rejoin/contracts';
import { unboundedIn } from '@rejoin/testing';
import { z } from 'zod';

type Named = [name: string, schema: z.ZodType];

const exported = Object.entries<unknown>(contracts).flatMap(([name, schema]): Named[] =>
  schema instanceof z.ZodType ? [[name, schema]] : [],
);
const facts = contracts.families.flatMap(({ facts }) => Object.entries(facts));
const questions = Object.entries(contracts.rpcs);

/** Values that others send: frames, questions, bodies and queries of HTTP requests, settings. */
const inputs: Named[] = [
  // The frames of a gateway are sent, see below. Environment variables come from the operator.
  ...exported.filter(([name]) => !name.endsWith('Frame') && name !== 'ReaderNames'),
  ...facts,
  ...Object.entries(contracts.customerHttp),
  ...Object.entries(contracts.supervisorHttp),
  ...questions.map(([name, { request }]): Named => [`${name} request`, request]),
  ...contracts.allConfigRoutes.flatMap(({ method, path, body, query }): Named[] => [
    ...(body ? [[`${method} ${path}`, body] satisfies Named] : []),
    ...(query ? [[`query of ${method} ${path}`, query] satisfies Named] : []),
  ]),
];

/** Values that the product sends: frames, replies, facts. */
const outputs: Named[] = [
  ...exported.filter(([name]) => name !== 'ReaderNames'),
  ...facts,
  ...questions.map(([name, { reply }]): Named => [`${name} reply`, reply]),
  ...contracts.allConfigRoutes.map(({ method, path, reply }): Named => [`reply of ${method} ${path}`, reply]),
];

/** Values of any type, whose contents are bounded elsewhere. */
const bounded = [
  // Each fact has its own schema, which is in the lists above.
  'Envelope/data/additionalProperties?',
  // Settings have the bounds of their own schemas.
  ...['AuditEntry', 'reply of GET /v1/audit-log'].flatMap((name) => [
    `${name}/AuditEntry/old?`,
    `${name}/AuditEntry/new?`,
  ]),
  // The length of the document depends on the number of routes.
  'reply of GET /openapi.json/additionalProperties?',
];

describe('every string, list and map of the contracts', () => {
  it.each(inputs)('has a maximum where it is received: %s', (name, schema) => {
    expect(unboundedIn(name, schema, 'input').filter((place) => !bounded.includes(place))).toEqual([]);
  });

  it.each(outputs)('has a maximum where it is sent: %s', (name, schema) => {
    expect(unboundedIn(name, schema, 'output').filter((place) => !bounded.includes(place))).toEqual([]);
  });

  it('is reported when it has no maximum', () => {
    const open = z.object({
      text: z.string(),
      list: z.array(z.int()),
      map: z.record(z.string().max(9), z.int()),
      keys: contracts.boundedMap(z.string(), z.int(), 3),
      any: z.unknown(),
      middle: z.string().regex(/^a*b{3}$/),
      part: z.string().regex(/a{3}$/),
      email: z.email(),
      at: z.iso.datetime(),
      short: z.string().regex(/^[+*]{3}\+?$/),
      deep: z.array(z.object({ pattern: z.string().regex(/^a{3,}$/) }).nullable()).max(3),
    });
    expect(unboundedIn('open', open, 'output')).toEqual([
      'open/text',
      'open/list[]',
      'open/map{}',
      'open/keys/propertyNames',
      'open/any?',
      'open/middle',
      'open/part',
      'open/email',
      'open/at',
      'open/deep/items/anyOf/0/pattern',
    ]);
  });

  it('is checked inside a map', () => {
    const map = contracts.boundedMap(z.string().max(9), z.int(), 2);
    expect(map.safeParse({ a: 1, b: 2 }).success).toBe(true);
    expect(map.safeParse({ a: 1, b: 2, c: 3 }).success).toBe(false);
  });
});
