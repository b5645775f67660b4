import { checked } from '@rejoin/contracts';
import { z } from 'zod';

/** A customer's clock and a portal's may differ by this much. */
export const skewSeconds = 60;
const maxIssuer = 500;
const maxContext = 8_192;
const maxVariables = 100;
/** As of a name that the page gives. */
const maxName = 200;
/** The end of the year 9999: what is later was not meant as seconds. */
const lastSecond = 253_402_300_799;
/** Postgres stores neither the null character nor half of another. */
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
 * Who a verified token is of. Undefined when a claim is missing, of another type or longer than it may be, or when
 * the token says that it was made in the future.
 */
export function claimsOf(payload: unknown, nowSeconds: number): PortalClaims | undefined {
  const { data } = checked(Claims, payload);
  if (!data || data.iat > nowSeconds + skewSeconds) return undefined;
  return { issuer: data.iss, subject: data.sub };
}

/**
 * What the portal calls the customer, as one line of text: the claim `name`, else `preferred_username`. An address is
 * left out: nobody asked for it, and it is no name.
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

/** The context variables of `lwicontexts`, each as text; null when the claim holds none that can be read. */
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

/** At most so many UTF-16 units, and no half of a character. */
function cut(text: string, units: number): string {
  const end = text.codePointAt(units - 1) ?? 0;
  return text.slice(0, end > 0xffff ? units - 1 : units);
}
