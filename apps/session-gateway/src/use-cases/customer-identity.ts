import type { AuthenticationSettings, WidgetSettings } from '@rejoin/contracts';
import { hashSecret, isRefused, type Refused } from '@rejoin/kernel';
import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, importSPKI, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** A customer whom the portal signed in. */
export interface Identity {
  /** SHA-256 over issuer and subject: what the conversation is bound to. */
  readonly subjectHash: string;
  /** What the portal calls the customer: the claim `name`, else `preferred_username`. */
  readonly name: string | null;
  /** `lwicontexts`: shown to the agent. */
  readonly context: Record<string, string> | null;
}

const skewSeconds = 60;
const maxContext = 8_192;
/** As of a name that the page gives. */
const maxName = 200;
/** The portal's keys came as something else. */
const brokenKeySet = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);
/** Postgres stores neither the null character nor half of another. */
const unstorable = /[\0\ud800-\udfff]/gu;
const Context = z.record(z.string().max(200), z.unknown());

/**
 * Verifies the portal's JWT by the widget's settings alone: algorithms and keys are never taken from the token.
 * Returns null for an anonymous customer of a widget that allows it.
 */
@Injectable()
export class CustomerIdentity {
  private readonly remote = new Map<string, JWTVerifyGetKey>();

  async verify(widget: WidgetSettings, token: string | undefined): Promise<Identity | null | Refused> {
    const { authentication } = widget;
    if (token === undefined) return authentication.required ? { refused: 'sign-in-required' } : null;
    if (authentication.publicKeys.length === 0 && authentication.jwksUrl === null) return null;
    const payload = await this.payload(authentication, token);
    if (!payload || isRefused(payload)) return payload ?? { refused: 'token-invalid' };
    const { iss, sub, iat, exp } = payload;
    if (!iss || !sub || iat === undefined || exp === undefined) return { refused: 'token-invalid' };
    return {
      subjectHash: hashSecret(JSON.stringify([iss, sub])),
      name: nameOf(payload),
      context: contextOf(payload),
    };
  }

  private async payload(
    settings: AuthenticationSettings,
    token: string,
  ): Promise<JWTPayload | Refused | undefined> {
    const options = {
      algorithms: settings.algorithms,
      clockTolerance: skewSeconds,
      requiredClaims: ['iss', 'sub', 'iat', 'exp', ...(settings.audienceRequired ? ['aud'] : [])],
      ...(settings.issuer === null ? {} : { issuer: settings.issuer }),
      ...(settings.audienceRequired && settings.audience !== null ? { audience: settings.audience } : {}),
    };
    for (const known of settings.publicKeys) {
      if (known.expiresAt !== null && Date.parse(known.expiresAt) < Date.now()) continue;
      for (const algorithm of settings.algorithms) {
        const verified = await importSPKI(known.publicKey, algorithm)
          .then((key) => jwtVerify(token, key, { ...options, algorithms: [algorithm] }))
          .catch(() => undefined);
        if (verified) return verified.payload;
      }
    }
    if (settings.jwksUrl === null) return undefined;
    try {
      return (await jwtVerify(token, this.keysAt(settings.jwksUrl), options)).payload;
    } catch (error) {
      return isVerdict(error) ? undefined : { refused: 'unavailable' };
    }
  }

  /** Keys of a portal; an unknown `kid` asks again at most every 30 s. */
  private keysAt(url: string): JWTVerifyGetKey {
    const known = this.remote.get(url);
    if (known) return known;
    const keys = createRemoteJWKSet(new URL(url), { cooldownDuration: 30_000, timeoutDuration: 3_000 });
    if (this.remote.size > 1_000) this.remote.clear();
    this.remote.set(url, keys);
    return keys;
  }
}

/** Whether the token was judged, and not only its portal's keys out of reach. */
function isVerdict(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_J') && !brokenKeySet.has(code);
}

/** One line of text. An address is left out: nobody asked for it, and it is no name. */
function nameOf({ name, preferred_username: preferred }: JWTPayload): string | null {
  const named = [name, preferred]
    .filter((claim) => typeof claim === 'string')
    .map((claim) =>
      claim
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .replace(unstorable, '\ufffd')
        .trim(),
    )
    .find((text) => text !== '');
  return named === undefined ? null : cut(named, maxName);
}

/** At most so many UTF-16 units, and no half of a character. */
function cut(text: string, units: number): string {
  const end = text.codePointAt(units - 1) ?? 0;
  return text.slice(0, end > 0xffff ? units - 1 : units);
}

function contextOf(payload: JWTPayload): Record<string, string> | null {
  const raw = payload['lwicontexts'];
  if (typeof raw !== 'string' || raw.length > maxContext) return null;
  try {
    const context = Context.parse(JSON.parse(raw));
    return Object.fromEntries(
      Object.entries(context).map(([key, value]) => [
        key.replace(unstorable, '\ufffd'),
        (typeof value === 'string' ? value : JSON.stringify(value)).replace(unstorable, '\ufffd'),
      ]),
    );
  } catch {
    return null;
  }
}
