import type { z } from 'zod';

/** The services of the product, by the name they have on the bus. */
export type ServiceName = 'config' | 'session-gateway' | 'reconnection-timer' | 'routing';

/** The facts of one kind of aggregate: one producer, one version sequence per id. */
export interface Family<Facts extends Record<string, z.ZodObject> = Record<string, z.ZodObject>> {
  readonly name: string;
  readonly producer: ServiceName;
  /** Which field of every fact's data is the aggregate's id. */
  readonly idField: string;
  readonly describes: string;
  readonly facts: Facts;
}

export function family<const Facts extends Record<string, z.ZodObject>>(
  declared: Family<Facts>,
): Family<Facts> {
  return declared;
}

/** The union of a family's facts, or of some kinds: `{ type: 'CustomerDisconnected', data: {...} } | ...`. */
export type FactOf<F extends Family, Kind extends keyof F['facts'] & string = keyof F['facts'] & string> = {
  [Type in Kind]: { readonly type: Type; readonly data: z.infer<F['facts'][Type]> };
}[Kind];
