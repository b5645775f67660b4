import type { Account, Role } from '@rejoin/contracts';

/** Who is signed in in this tab. */
export interface Session {
  readonly token: string;
  readonly login: string;
  readonly account: Account;
  readonly expiresAt: string;
  /** After a sign-in with an identity provider: where its session is ended too. */
  readonly signOutUrl?: string;
}

const stored = 'rejoin.admin.session';

/** The tab's own storage keeps it: a reload signs nobody out, another tab signs in for itself. */
export function readSession(): Session | undefined {
  const text = sessionStorage.getItem(stored);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as Session;
  } catch {
    return undefined;
  }
}

export function writeSession(session: Session | undefined): void {
  if (session) sessionStorage.setItem(stored, JSON.stringify(session));
  else sessionStorage.removeItem(stored);
}

export function has(session: Session, ...roles: Role[]): boolean {
  return roles.some((role) => session.account.roles.includes(role));
}
