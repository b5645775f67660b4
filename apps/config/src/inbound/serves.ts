import { AllowScope, RequireRole, RequireRoleGuard } from '@rejoin/service';
import { applyDecorators, Header, HttpCode, RequestMapping, RequestMethod, UseGuards } from '@nestjs/common';
import { CurrentAccountGuard } from './current-account.guard';
import { successOf, type Route } from './routes';

/** Makes a method answer a route: its address, who may call it, and with which status. */
export function Serves(route: Route): MethodDecorator {
  const guards =
    route.roles === null
      ? []
      : [RequireRole(...route.roles), UseGuards(RequireRoleGuard, CurrentAccountGuard)];
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(successOf(route)),
    Header('Cache-Control', 'no-store'),
    ...guards,
    ...(route.scope === undefined ? [] : [AllowScope(route.scope)]),
  );
}
