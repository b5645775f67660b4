import { kebab, subjectsOf, subjectsOfKind } from './envelope';
import type { Family, ServiceName } from './facts/family';

/** The kinds of facts of a family that a service acts on. It ignores all other kinds. */
export interface Followed {
  readonly family: Family;
  readonly kinds: readonly string[];
}

/** A durable consumer of a service, with the subjects of the facts that it delivers. */
export interface Durable {
  readonly name: string;
  readonly filter: string;
}

/** The durable consumer for a whole family. Release 0.1.0 has only these. */
export function durableOfFamily(service: ServiceName, family: Family): Durable {
  return { name: `${service}--${family.name}`, filter: subjectsOf(family) };
}

/**
 * The durable consumers of a service for a family: one per kind if the service acts on less than half of the kinds,
 * otherwise one for the whole family. One durable with several filters would need nats-server 2.10.
 */
export function durablesOf(service: ServiceName, { family, kinds }: Followed): readonly Durable[] {
  if (2 * kinds.length >= Object.keys(family.facts).length) return [durableOfFamily(service, family)];
  return kinds.map((kind) => ({
    name: `${service}--${kebab(kind)}`,
    filter: subjectsOfKind(family, kind),
  }));
}
