import type { Route } from '@rejoin/contracts';
import { RequireRoleGuard, Serves as ServesRoute } from '@rejoin/service';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { CurrentAccountGuard } from './current-account.guard';

/** Makes a method serve a route. Unless the route is public, the account must still have the rights of its token. */
export function Serves(route: Route): MethodDecorator {
  const guards = route.roles === null ? [] : [UseGuards(RequireRoleGuard, CurrentAccountGuard)];
  return applyDecorators(ServesRoute(route), ...guards);
}
