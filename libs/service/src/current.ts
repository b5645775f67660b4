import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal, SignIn } from './access-token';
import { versionsRead } from './conditional';
import type { AuthorisedRequest } from './require-role.guard';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AuthorisedRequest>();

/** A parameter of a controller's method: the caller, as the guard has read it from the token. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => requestOf(context).principal,
);

/** A parameter of a controller's method: the sign-in of the caller. */
export const CurrentSignIn = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignIn => requestOf(context).signIn,
);

/** A parameter of a controller's method: the versions of `If-Match`, see {@link versionsRead}. */
export const VersionsRead = createParamDecorator((_: unknown, context: ExecutionContext): readonly number[] =>
  versionsRead(requestOf(context)),
);
