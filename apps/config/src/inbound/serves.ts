import type { Route } from '@rejoin/contracts';
import { RequireRoleGuard, Serves as ServesRoute } from '@rejoin/service';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { CurrentAccountGuard } from './current-account.guard';

/** Makes a method answer a route. Where it is not open to everybody, the account must be as the token says it. */
export function Serves(route: Route): MethodDecorator {
  const guards = route.roles === null ? [] : [UseGuards(RequireRoleGuard, CurrentAccountGuard)];
  return applyDecorators(ServesRoute(route), ...guards);
}
