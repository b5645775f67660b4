import type { Role } from '@rejoin/contracts';
import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessTokens, hasRole, type Principal, type SignIn } from './access-token';
import { orProblem, Problem } from './problem';

const rolesKey = 'rejoin:roles';

/** Which roles may call a controller or method (any of them). */
export const RequireRole = (...roles: Role[]) => SetMetadata(rolesKey, roles);

export type AuthorisedRequest = FastifyRequest & { principal: Principal; signIn: SignIn };

/**
 * Reads `Authorization: Bearer <token>`; without a valid one `unauthenticated`, with one whose time is over
 * `sign-in-expired`, without the role `forbidden`.
 */
@Injectable()
export class RequireRoleGuard implements CanActivate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(rolesKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!roles) return true;
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Problem('unauthenticated');
    const signIn = orProblem(await this.tokens.check(token));
    if (!hasRole(signIn.principal, ...roles)) throw new Problem('forbidden');
    request.principal = signIn.principal;
    request.signIn = signIn;
    return true;
  }
}
