import type { Scope, ServiceAccountSettings } from '@rejoin/contracts';

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
