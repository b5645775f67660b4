import type { Scope, ServiceAccountSettings } from '@rejoin/contracts';

/** Whether this change removes a right that earlier tokens still carry. */
export function endsTokens(before: ServiceAccountSettings, after: ServiceAccountSettings): boolean {
  return !after.active || before.scopes.some((scope) => !after.scopes.includes(scope));
}

/**
 * The requested scopes, or all granted ones when the request names none. Undefined when a scope is not granted, or
 * when no scope remains.
 */
export function grantedScopes(requested: string | undefined, granted: readonly Scope[]): Scope[] | undefined {
  if (requested === undefined) return [...granted];
  const names = requested.split(' ').filter((name) => name !== '');
  const scopes = granted.filter((scope) => names.includes(scope));
  return scopes.length > 0 && names.every((name) => granted.some((scope) => scope === name))
    ? scopes
    : undefined;
}
