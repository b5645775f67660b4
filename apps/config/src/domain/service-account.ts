import { Name, Scope } from '@rejoin/contracts';
import { z } from 'zod';

/** How many secrets a service account may have at a time: the one in use, and the one that takes its place. */
export const mostSecrets = 2;

/** What administrators decide of a service account. */
export const ServiceAccountSettings = z.object({
  name: Name.min(1).refine((name) => name.trim() === name, 'must not begin or end with a space'),
  scopes: z
    .array(Scope)
    .min(1)
    .max(Scope.options.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'must not be repeated'),
  active: z.boolean(),
});
export type ServiceAccountSettings = z.infer<typeof ServiceAccountSettings>;

/** Whether this change takes something away that tokens made before still say they may. */
export function endsTokens(before: ServiceAccountSettings, after: ServiceAccountSettings): boolean {
  return !after.active || before.scopes.some((scope) => !after.scopes.includes(scope));
}

/** The scopes that are asked for, all when none are; undefined when one is not granted, or none is left. */
export function grantedScopes(asked: string | undefined, granted: readonly Scope[]): Scope[] | undefined {
  if (asked === undefined) return [...granted];
  const names = asked.split(' ').filter((name) => name !== '');
  const scopes = granted.filter((scope) => names.includes(scope));
  return scopes.length > 0 && names.every((name) => granted.some((scope) => scope === name))
    ? scopes
    : undefined;
}
