import type { Route } from '@rejoin/contracts';
import { RequireRoleGuard, Serves as ServesRoute } from '@rejoin/service';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { CurrentSignInGuard } from './current-sign-in.guard';

/**
 * Makes a method answer a route. Unless the route is public, the sign-in must not have been ended. `allowEnded`
 * accepts a sign-in that was ended and whose token has not expired.
 */
export function Serves(route: Route, { allowEnded = false } = {}): MethodDecorator {
  const guards = [RequireRoleGuard, ...(allowEnded ? [] : [CurrentSignInGuard])];
  return applyDecorators(ServesRoute(route), ...(route.roles === null ? [] : [UseGuards(...guards)]));
}
