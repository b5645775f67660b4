import type { AuthorisedRequest } from '@rejoin/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../domain/audit';

/** A signed-in account, as the audit log names it. */
export type AccountActor = Actor & { readonly accountId: string };

/** The parameter of a controller's method for the account of the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): AccountActor => {
  const { principal } = context.switchToHttp().getRequest<AuthorisedRequest>();
  return { org: principal.org, as: 'account', accountId: principal.accountId };
});
