import type { AuthenticationSettings, WidgetSettings } from '@rejoin/contracts';
import { isRefused, millis, refuse, type Refused } from '@rejoin/kernel';
import { DatabaseTime } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { importSPKI, jwtVerify, type JWTPayload } from 'jose';
import { claimsOf, contextOf, nameOf, skewSeconds, subjectHashOf } from '../domain/portal-claims';
import { PortalKeys } from '../outbound/portal-keys';

/** The identity of a customer whom the portal signed in. */
export interface Identity {
  /** The SHA-256 hash of issuer and subject, to which the conversation is bound. */
  readonly subjectHash: string;
  /** The customer's name in the portal: the claim `name`, otherwise `preferred_username`. */
  readonly name: string | null;
  /** The context variables of the claim `lwicontexts`, which the agent sees. */
  readonly context: Record<string, string> | null;
}

/** These errors mean that the portal's key set could not be read. */
const keySetErrors = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Verifies the portal's JWT. Algorithms and keys come from the widget's settings only, never from the token, and
 * times are compared with the database's clock. Returns null for an anonymous customer of a widget that allows it.
 */
@Injectable()
export class IdentifyCustomer {
  constructor(
    private readonly keys: PortalKeys,
    private readonly time: DatabaseTime,
  ) {}

  async run(widget: WidgetSettings, token: string | undefined): Promise<Identity | null | Refused> {
    const { authentication } = widget;
    if (token === undefined) return authentication.required ? refuse('sign-in-required') : null;
    if (authentication.publicKeys.length === 0 && authentication.jwksUrl === null) return null;
    const payload = await this.payload(authentication, token);
    if (!payload || isRefused(payload)) return payload ?? refuse('token-invalid');
    const claims = claimsOf(payload, this.time.millis() / 1000);
    if (!claims) return refuse('token-invalid');
    return {
      subjectHash: subjectHashOf(claims),
      name: nameOf(payload),
      context: contextOf(payload),
    };
  }

  private async payload(
    settings: AuthenticationSettings,
    token: string,
  ): Promise<JWTPayload | Refused | undefined> {
    const now = this.time.millis();
    const options = {
      currentDate: new Date(now),
      algorithms: settings.algorithms,
      clockTolerance: skewSeconds,
      requiredClaims: ['iss', 'sub', 'iat', 'exp', ...(settings.audienceRequired ? ['aud'] : [])],
      ...(settings.issuer === null ? {} : { issuer: settings.issuer }),
      ...(settings.audienceRequired && settings.audience !== null ? { audience: settings.audience } : {}),
    };
    for (const publicKey of settings.publicKeys) {
      if (publicKey.expiresAt !== null && millis(publicKey.expiresAt) < now) continue;
      for (const algorithm of settings.algorithms) {
        const verified = await importSPKI(publicKey.publicKey, algorithm)
          .then((key) => jwtVerify(token, key, { ...options, algorithms: [algorithm] }))
          .catch(() => undefined);
        if (verified) return verified.payload;
      }
    }
    if (settings.jwksUrl === null) return undefined;
    try {
      return (await jwtVerify(token, this.keys.at(settings.jwksUrl), options)).payload;
    } catch (error) {
      return isTokenError(error) ? undefined : refuse('unavailable');
    }
  }
}

/** Returns whether the token itself is invalid. Otherwise the portal's keys could not be read. */
function isTokenError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_J') && !keySetErrors.has(code);
}
