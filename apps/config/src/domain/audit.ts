import type { AuditAction, AuditWhat, Role } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/**
 * Who changes something: a signed-in account, the one-time setup, an identity provider at a sign-in, the system, or (only in
 * entries of older releases) the demo data at start.
 */
export interface Actor {
  readonly org: string;
  readonly as: 'account' | 'setup' | 'demo' | 'provider' | 'system';
  readonly accountId: string | null;
}

/** One change, as the audit log stores it. `old` is null for a new resource. */
export interface Change {
  readonly what: AuditWhat;
  readonly id: string;
  readonly action: AuditAction;
  readonly version: number;
  readonly old: unknown;
  readonly new: unknown;
}

export interface AuditEntry extends Change {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Pick<Actor, 'as' | 'accountId'> & { readonly displayName: string | null };
  /** The current name of an account; for other resources, the name after the change. */
  readonly name: string;
}

const secretName = /password|secret|private|hash|token/i;

/**
 * Returns a copy without fields that are named like a secret and without texts that contain a private key. Settings
 * contain no secrets today; this protects fields that are added later.
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return /PRIVATE KEY/.test(value) ? '[redacted]' : value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) ? '[redacted]' : withoutSecrets(inner),
    ]),
  );
}

/** Returns what the reader may see of an entry: details of accounts and webhooks are for administrators only. */
export function entryFor(roles: readonly Role[], entry: AuditEntry): AuditEntry {
  const isForAdministrators = ['account', 'service-account', 'webhook'].includes(entry.what);
  if (!isForAdministrators || roles.includes('administrator')) return entry;
  return { ...entry, old: null, new: null };
}
