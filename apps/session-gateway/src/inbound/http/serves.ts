import type { Route } from '@rejoin/contracts';
import { RequireRoleGuard, Serves as ServesRoute } from '@rejoin/service';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { CurrentSignInGuard } from './current-sign-in.guard';

/**
 * Makes a method answer a route. Where it is not open to everybody, the sign-in must not have been ended; `evenEnded`
 * lets an ended one pass whose time is not over.
 */
export function Serves(route: Route, { evenEnded: allowEnded = false } = {}): MethodDecorator {
  const guards = [RequireRoleGuard, ...(allowEnded ? [] : [CurrentSignInGuard])];
  return applyDecorators(ServesRoute(route), ...(route.roles === null ? [] : [UseGuards(...guards)]));
}
