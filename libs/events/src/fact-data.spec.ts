import type { Fact } from '@rejoin/contracts';
import type { FactData } from './fact-data';

type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
type Declared = { readonly [Name in Fact['type']]: Extract<Fact, { type: Name }>['data'] };

describe("the types of the facts' data", () => {
  it('match the contracts by which the product checks facts', () => {
    // The compiler checks that the types for integrators are those that the contracts declare.
    const promised = {} as FactData;
    const declared: Partial<DeepReadonly<Declared>> = promised;
    expect(declared).toBe(promised);
  });
});
