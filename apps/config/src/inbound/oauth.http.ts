import { configRoutes } from '@rejoin/contracts';
import { isRefused } from '@rejoin/kernel';
import { Body, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readClientCredentials } from '../domain/client-credentials';
import { IssueServiceToken } from '../use-cases/issue-service-token';
import { refuseBy } from './oauth-errors';
import { Serves } from './serves';

const formType = /^application\/x-www-form-urlencoded *(;|$)/i;

/** The token endpoint of OAuth 2.0 for service accounts. Its errors follow the RFC instead of problem details. */
@Controller()
export class OAuthHttp {
  constructor(private readonly tokens: IssueServiceToken) {}

  @Serves(configRoutes.oauth.token)
  async token(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    void reply.header('Pragma', 'no-cache');
    const isForm = formType.test(request.headers['content-type'] ?? '');
    const client = readClientCredentials(request.headers.authorization, isForm ? body : undefined);
    if (typeof client === 'string') return refuseBy(reply, client);
    const issued = await this.tokens.run(client, request.ip);
    if (isRefused(issued)) {
      if (issued.refused === 'too-many')
        return refuseBy(reply, 'temporarily_unavailable', issued.retryAfterSeconds);
      return refuseBy(reply, issued.refused === 'invalid' ? 'invalid_scope' : 'invalid_client');
    }
    const { token, expiresInSeconds, scope } = issued;
    return { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds, scope };
  }
}
