import type { Role, Scope } from '@rejoin/contracts';
import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens, hasRole, type Principal, type SignIn } from './access-token';
import { orProblem, Problem } from './problem';
import { ServiceRate } from './service-rate';

const rolesKey = 'rejoin:roles';
const scopeKey = 'rejoin:scope';
/** There is one for the process, however many modules have the guard. */
const serviceRate = new ServiceRate();

/** Allows a controller or method to callers with any of these roles. */
export const RequireRole = (...roles: Role[]) => SetMetadata(rolesKey, roles);

/**
 * Allows a method that is for roles also to service accounts with this scope. Without it they may not call the method.
 */
export const AllowScope = (scope: Scope) => SetMetadata(scopeKey, scope);

export type AuthorisedRequest = FastifyRequest & { principal: Principal; signIn: SignIn };

/**
 * Checks `Authorization: Bearer <token>`. Without a valid token it throws `unauthenticated`, with an expired one
 * `sign-in-expired`, and without the role or the scope `forbidden`. Limits the rate of service accounts, and reports it
 * in the headers of the answer.
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
