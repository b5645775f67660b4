import type { z } from 'zod';

/** The services of the product, by the names that they have on NATS. */
export type ServiceName = 'config' | 'session-gateway' | 'reconnection-timer' | 'routing';

/** The facts about one kind of aggregate. They have one producer and one sequence of versions per aggregate id. */
export interface Family<Facts extends Record<string, z.ZodObject> = Record<string, z.ZodObject>> {
  readonly name: string;
  readonly producer: ServiceName;
  /** The field of a fact's data that contains the id of the aggregate. */
  readonly idField: string;
  readonly describes: string;
  readonly facts: Facts;
}

export function family<const Facts extends Record<string, z.ZodObject>>(
  declared: Family<Facts>,
): Family<Facts> {
  return declared;
}

/** The union of all facts of a family, or of the given kinds: `{ type: 'CustomerDisconnected', data: {...} } | ...`. */
export type FactOf<F extends Family, Kind extends keyof F['facts'] & string = keyof F['facts'] & string> = {
  [Type in Kind]: { readonly type: Type; readonly data: z.infer<F['facts'][Type]> };
}[Kind];
