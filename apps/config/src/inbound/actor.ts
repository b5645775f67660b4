import type { AuthorisedRequest } from '@rejoin/service';
import type { Actor } from '../domain/audit';

/** Who asks, as the audit log will name them. */
export function actorOf({ principal }: AuthorisedRequest): Actor {
  return { org: principal.org, as: 'account', accountId: principal.accountId };
}
