import type { AuthorisedRequest } from '@rejoin/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../domain/audit';

/** Somebody who is signed in, as the audit log will name them. */
export type AccountActor = Actor & { readonly accountId: string };

/** The parameter of a controller's method: who asks. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): AccountActor => {
  const { principal } = context.switchToHttp().getRequest<AuthorisedRequest>();
  return { org: principal.org, as: 'account', accountId: principal.accountId };
});
