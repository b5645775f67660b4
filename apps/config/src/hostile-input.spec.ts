import {
  checked,
  AgentFrame,
  allConfigRoutes,
  AgentRequest,
  CustomerFrame,
  CustomerRequest,
  customerHttp,
  Envelope,
  families,
  OwnPassword,
  rpcs,
  supervisorHttp,
} from '@rejoin/contracts';
import { exampleOf, hostileValues, placesIn, withAt } from '@rejoin/testing';
import fc from 'fast-check';
import { z } from 'zod';

jest.setTimeout(60_000);

const named = (owner: string, schemas: Record<string, z.ZodType>) =>
  Object.entries(schemas).map(([name, schema]) => [`${owner} ${name}`, schema] as const);
const each = (union: z.ZodDiscriminatedUnion<readonly z.ZodObject[]>) => [union, ...union.options];

/** The schemas of all input that comes from outside or from another service. */
const schemas: readonly (readonly [string, z.ZodType])[] = [
  ...allConfigRoutes.flatMap(({ method, path, body, query }) => [
    ...(body ? [[`${method} ${path}`, body] as const] : []),
    ...(query ? [[`query of ${method} ${path}`, query] as const] : []),
  ]),
  ...named('customer', customerHttp),
  ...named('supervisor', supervisorHttp),
  ['own password', OwnPassword],
  ['envelope', Envelope],
  ...Object.entries(rpcs).flatMap(([name, rpc]) => named(name, { request: rpc.request, reply: rpc.reply })),
  ...families.flatMap(({ name, facts }) => named(name, facts)),
  ...[CustomerRequest, CustomerFrame, AgentRequest, AgentFrame].flatMap((union) =>
    each(union as unknown as z.ZodDiscriminatedUnion<readonly z.ZodObject[]>).map(
      (schema, i) => [`frame ${i}`, schema] as const,
    ),
  ),
];
const seed = 20_261_128;

describe(`hostile input (seed ${seed})`, () => {
  it('is tried on examples that are otherwise valid', () => {
    const right = schemas.filter(([, schema]) => schema.safeParse(exampleOf(schema)).success);
    expect(right.length).toBeGreaterThan(schemas.length * 0.8);
  });

  it('at any one place is refused or taken by every schema, never a fault', () => {
    for (const [name, schema] of schemas) {
      const example = exampleOf(schema);
      for (const place of placesIn(example))
        for (const hostile of hostileValues) expectNoFault(name, schema, withAt(example, place, hostile));
    }
  });

  it('at several places at once is never a fault either', () => {
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...hostileValues), fc.anything()));
    const several = fc.tuple(fc.nat(), fc.array(change, { minLength: 2, maxLength: 4 }));
    fc.assert(
      fc.property(several, ([which, changes]) => {
        const [name, schema] = schemas[which % schemas.length] ?? ['', z.never()];
        let value = exampleOf(schema);
        for (const [at, hostile] of changes) {
          const places = placesIn(value);
          value = withAt(value, places[at % places.length] ?? [], hostile);
        }
        expectNoFault(name, schema, value);
      }),
      { seed, numRuns: 3_000 },
    );
  });
});

function expectNoFault(name: string, schema: z.ZodType, value: unknown): void {
  try {
    checked(schema, value);
  } catch (error) {
    throw new Error(`${name}: ${String(error)}`, { cause: error });
  }
}
