import type { Role, Scope } from '@rejoin/contracts';
import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens, hasRole, type Principal, type SignIn } from './access-token';
import { orProblem, Problem } from './problem';
import { ServiceRate } from './service-rate';

const rolesKey = 'rejoin:roles';
const scopeKey = 'rejoin:scope';
/** One for the process, however many modules have the guard. */
const serviceRate = new ServiceRate();

/** Which roles may call a controller or method (any of them). */
export const RequireRole = (...roles: Role[]) => SetMetadata(rolesKey, roles);

/** With which scope service accounts may call a method that is for roles; without this they may not. */
export const AllowScope = (scope: Scope) => SetMetadata(scopeKey, scope);

export type AuthorisedRequest = FastifyRequest & { principal: Principal; signIn: SignIn };

/**
 * Reads `Authorization: Bearer <token>`; without a valid one `unauthenticated`, with one whose time is over
 * `sign-in-expired`, without the role or the scope `forbidden`. A service account has a rate, and is told it.
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
    const { accountId, scopes } = signIn.principal;
    if (scopes) {
      countRequest(accountId, context.switchToHttp().getResponse<FastifyReply>());
      const scope = this.reflector.get<Scope | undefined>(scopeKey, context.getHandler());
      if (scope === undefined || !scopes.includes(scope)) throw new Problem('forbidden');
    } else if (!hasRole(signIn.principal, ...roles)) {
      throw new Problem('forbidden');
    }
    request.principal = signIn.principal;
    request.signIn = signIn;
    return true;
  }
}

function countRequest(accountId: string, reply: FastifyReply): void {
  const { isOver, headers, secondsLeft } = serviceRate.count(accountId, performance.now());
  void reply.headers(headers);
  if (isOver) throw new Problem('too-many', [], {}, secondsLeft);
}
