import { oauthErrors, type OAuthError } from '@rejoin/contracts';
import type { FastifyReply } from 'fastify';

/** Answers with an error of OAuth 2.0 (RFC 6749, section 5.2). */
export function refuseBy(reply: FastifyReply, error: OAuthError, retryAfterSeconds = 1): object {
  const statuses: Partial<Record<OAuthError, number>> = { invalid_client: 401, temporarily_unavailable: 429 };
  void reply.status(statuses[error] ?? 400);
  if (error === 'invalid_client') void reply.header('WWW-Authenticate', 'Basic realm="rejoin"');
  if (error === 'temporarily_unavailable') void reply.header('Retry-After', String(retryAfterSeconds));
  return { error, error_description: oauthErrors[error] };
}
