import type { AuditAction, AuditWhat, Role } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';

/** Who changes something: a signed-in account, the one-time setup, the demo data at start, or nobody but the system. */
export interface Actor {
  readonly org: string;
  readonly as: 'account' | 'setup' | 'demo' | 'system';
  readonly accountId: string | null;
}

/** One change, as the audit log keeps it. `old` is null for what is new. */
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
  /** Of an account as it is called now; of other things, as the change left it. */
  readonly name: string;
}

const secretName = /password|secret|private|hash|token/i;

/**
 * A copy without anything that is named like a secret or looks like a private key. Settings carry no secrets
 * in the first place; this holds when somebody adds a field.
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

/** What may be read of an entry: the details of accounts and webhooks are for administrators. */
export function entryFor(roles: readonly Role[], entry: AuditEntry): AuditEntry {
  const isForAdministrators = ['account', 'service-account', 'webhook'].includes(entry.what);
  if (!isForAdministrators || roles.includes('administrator')) return entry;
  return { ...entry, old: null, new: null };
}
