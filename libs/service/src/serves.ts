import { successOf, type Route } from '@rejoin/contracts';
import {
  applyDecorators,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  UseInterceptors,
} from '@nestjs/common';
import { VersionedInterceptor } from './conditional';
import { AllowScope, RequireRole } from './require-role.guard';

/**
 * Makes a method answer a route: its address, its status, the headers of a versioned resource, and the allowed callers,
 * which {@link RequireRoleGuard} checks.
 */
export function Serves(route: Route): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(successOf(route)),
    Header('Cache-Control', 'no-store'),
    ...(route.tagged ? [UseInterceptors(new VersionedInterceptor(route))] : []),
    ...(route.roles === null ? [] : [RequireRole(...route.roles)]),
    ...(route.scope === undefined ? [] : [AllowScope(route.scope)]),
  );
}
