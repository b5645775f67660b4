import { kebab, subjectsOf, subjectsOfKind } from './envelope';
import type { Family, ServiceName } from './facts/family';

/** Kinds of facts of a family that a service acts on. Facts of other kinds mean nothing to it. */
export interface Followed {
  readonly family: Family;
  readonly kinds: readonly string[];
}

/** A durable of a service, and which facts it delivers. */
export interface Durable {
  readonly name: string;
  readonly filter: string;
}

/** Delivers the whole family. Also what the release 0.1.0 has for every family. */
export function durableOfFamily(service: ServiceName, family: Family): Durable {
  return { name: `${service}--${family.name}`, filter: subjectsOf(family) };
}

/**
 * The durables through which a service follows a family: one for each kind when it acts on less than half of them, else
 * the family's. One durable with several filters needs nats-server 2.10.
 */
export function durablesOf(service: ServiceName, { family, kinds }: Followed): readonly Durable[] {
  if (2 * kinds.length >= Object.keys(family.facts).length) return [durableOfFamily(service, family)];
  return kinds.map((kind) => ({
    name: `${service}--${kebab(kind)}`,
    filter: subjectsOfKind(family, kind),
  }));
}
