import type { Scope } from '@rejoin/contracts';
import { problemsOf, type Problems } from '../form/problem';

export const scopes: readonly Scope[] = [
  'conversations:read',
  'windows:read',
  'figures:read',
  'settings:read',
];

export interface ServiceAccountSettings {
  readonly name: string;
  readonly scopes: Scope[];
  readonly active: boolean;
}

export interface ServiceSecret {
  readonly secretId: string;
  readonly hint: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

export interface ServiceAccount extends ServiceAccountSettings {
  readonly serviceAccountId: string;
  readonly version: number;
  readonly secrets: readonly ServiceSecret[];
}

/** A service account with its secret, which is shown only once. */
export interface WithSecret extends ServiceAccount {
  readonly secret: string;
}

export function settingsOf({ name, scopes, active }: ServiceAccount): ServiceAccountSettings {
  return { name, scopes, active };
}

export function serviceAccountProblems({ name, scopes }: ServiceAccountSettings): Problems {
  return problemsOf([
    name.trim() === '' ? ['/name', 'required'] : undefined,
    name.length > 200 ? ['/name', 'too-long', 200] : undefined,
    scopes.length === 0 ? ['/scopes', 'required'] : undefined,
  ]);
}
