import type { Role } from '@rejoin/contracts';
import { RequestMethod, type Type } from '@nestjs/common';
import { ConfigServiceModule } from '../../../apps/config/src/config.module';
import { SessionGatewayModule } from '../../../apps/session-gateway/src/session-gateway.module';

/** A route of a service over HTTP, as the service itself declares it. */
export interface HttpRoute {
  readonly service: 'config' | 'session-gateway';
  readonly method: string;
  readonly path: string;
  /** Any of these roles; null means everyone. */
  readonly roles: readonly Role[] | null;
}

/** Every route of the services' controllers. A new route is found here without being listed anywhere. */
export function httpRoutes(): HttpRoute[] {
  return [...routesOf('config', ConfigServiceModule), ...routesOf('session-gateway', SessionGatewayModule)];
}

function routesOf(service: HttpRoute['service'], module: Type): HttpRoute[] {
  const controllers = metadata<Type[]>('controllers', module) ?? [];
  return controllers.flatMap((controller) => {
    const bases = paths(controller);
    return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      const handler = (controller.prototype as Record<string, unknown>)[name] as object;
      const method = typeof handler === 'function' ? metadata<RequestMethod>('method', handler) : undefined;
      if (method === undefined) return [];
      const roles = metadata<Role[]>('rejoin:roles', handler) ?? metadata<Role[]>('rejoin:roles', controller);
      return bases.flatMap((base) =>
        paths(handler).map((path) => {
          return { service, method: RequestMethod[method], path: joined(base, path), roles: roles ?? null };
        }),
      );
    });
  });
}

function paths(of: object): string[] {
  return [metadata<string | string[]>('path', of) ?? ''].flat();
}

function metadata<T>(key: string, of: object): T | undefined {
  return Reflect.getMetadata(key, of) as T | undefined;
}

function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
