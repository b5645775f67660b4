import { checked } from '@rejoin/contracts';
import { hashSecret } from '@rejoin/kernel';
import { z } from 'zod';

/** The clocks of the database and of a portal may differ by this much. */
export const skewSeconds = 60;
const maxIssuer = 500;
const maxContext = 8_192;
const maxVariables = 100;
/** The same maximum applies to a name that the page sends. */
const maxName = 200;
/** The end of the year 9999. A later value was not meant as seconds. */
const lastSecond = 253_402_300_799;
/** Postgres stores neither the null character nor an unpaired surrogate. */
const unstorable = /[\0\ud800-\udfff]/gu;

const Text = z.string().min(1).max(maxIssuer);
const Seconds = z.number().min(0).max(lastSecond);
const Claims = z.object({
  iss: Text,
  sub: Text,
  iat: Seconds,
  exp: Seconds,
  nbf: Seconds.optional(),
  aud: z.union([Text, z.array(Text).min(1).max(50)]).optional(),
});
const Variables = z
  .record(z.string().max(200), z.unknown())
  .refine((variables) => Object.keys(variables).length <= maxVariables);

export interface PortalClaims {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * Returns the issuer and the subject of a verified token. Returns undefined when a claim is missing, has another type
 * or is too long, or when the token was issued in the future.
 */
export function claimsOf(payload: unknown, nowSeconds: number): PortalClaims | undefined {
  const { data } = checked(Claims, payload);
  if (!data || data.iat > nowSeconds + skewSeconds) return undefined;
  return { issuer: data.iss, subject: data.sub };
}

/** Returns the SHA-256 hash of issuer and subject, to which the conversations of a signed-in customer are bound. */
export function subjectHashOf({ issuer, subject }: PortalClaims): string {
  return hashSecret(JSON.stringify([issuer, subject]));
}

/**
 * Returns the customer's name as one line of text: the claim `name`, otherwise `preferred_username`. An email address
 * is not used, because it is not a name.
 */
export function nameOf(payload: Readonly<Record<string, unknown>>): string | null {
  const name = [payload['name'], payload['preferred_username']]
    .filter((claim) => typeof claim === 'string')
    .map((claim) =>
      claim
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .replace(unstorable, '\ufffd')
        .trim(),
    )
    .find((text) => text !== '');
  return name === undefined ? null : cut(name, maxName);
}

/** Returns the context variables of the claim `lwicontexts` as text, or null when the claim cannot be read. */
export function contextOf(payload: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const raw = payload['lwicontexts'];
  if (typeof raw !== 'string' || raw.length > maxContext) return null;
  try {
    const context = Variables.parse(JSON.parse(raw));
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

/** Cuts a text to a number of UTF-16 units without splitting a surrogate pair. */
function cut(text: string, units: number): string {
  const end = text.codePointAt(units - 1) ?? 0;
  return text.slice(0, end > 0xffff ? units - 1 : units);
}
