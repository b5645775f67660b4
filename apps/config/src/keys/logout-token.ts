import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';

/** The person who has signed out at the provider. */
export interface LoggedOut {
  readonly iss: string;
  readonly sub: string;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
/** A token that is older may have been recorded. */
const validFor = '3 minutes';
const clockTolerance = '1 minute';

/**
 * Reads a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, demands. Throws when it is not signed by the
 * provider, is for another client or too old, or is another kind of token, such as an ID token.
 */
export async function readLogoutToken(
  token: string,
  { issuer, audience, keys, now }: { issuer: string; audience: string; keys: JSONWebKeySet; now: Date },
): Promise<LoggedOut> {
  // The keys are public ones, so that neither `none` nor a key that both sides know is accepted.
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
    issuer,
    audience,
    currentDate: now,
    clockTolerance,
    maxTokenAge: validFor,
    requiredClaims: ['jti', 'events'],
  });
  const { events, nonce, sub } = payload;
  const isLogout = typeof events === 'object' && events !== null && event in events;
  if (!isLogout || nonce !== undefined) throw new Error('this is no logout token');
  if (sub === undefined) throw new Error('the logout token names a session and no person (sub)');
  return { iss: issuer, sub };
}
