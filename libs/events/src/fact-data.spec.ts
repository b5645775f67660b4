import type { Fact } from '@rejoin/contracts';
import type { FactData } from './fact-data';

type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
type Declared = { readonly [Name in Fact['type']]: Extract<Fact, { type: Name }>['data'] };

describe('the types of facts', () => {
  it('fit those that the product checks facts by', () => {
    // Checked by the compiler: what an integrator is promised is what the contracts declare.
    const promised = {} as FactData;
    const declared: Partial<DeepReadonly<Declared>> = promised;
    expect(declared).toBe(promised);
  });
});
