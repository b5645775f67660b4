import type { OAuthError } from '@rejoin/contracts';

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
  readonly scope: string | undefined;
}

const longest = 500;

/**
 * Reads a client-credentials request (RFC 6749, sections 2.3.1 and 4.4). The client sends its credentials by HTTP
 * Basic or in the form, but not by both. A parameter that is repeated, too long or empty is an error.
 */
export function readClientCredentials(
  authorization: string | undefined,
  form: unknown,
): ClientCredentials | OAuthError {
  if (typeof form !== 'object' || form === null) return 'invalid_request';
  const fields = form as Readonly<Record<string, unknown>>;
  const names = ['grant_type', 'scope', 'client_id', 'client_secret'];
  const values = names.map((name) => fields[name]);
  if (!values.every((value) => value === undefined || isText(value))) return 'invalid_request';
  const [grant, scope, formId, formSecret] = values;
  if (grant === undefined) return 'invalid_request';
  if (grant !== 'client_credentials') return 'unsupported_grant_type';
  if (authorization !== undefined) {
    if (formSecret !== undefined) return 'invalid_request';
    const basic = readBasic(authorization);
    if (!basic || (formId !== undefined && formId !== basic.id)) return 'invalid_client';
    return { ...basic, scope };
  }
  if (formId === undefined || formSecret === undefined) return 'invalid_client';
  return { id: formId, secret: formSecret, scope };
}

/** Both parts are form-encoded before they are joined. */
function readBasic(authorization: string): { id: string; secret: string } | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  try {
    const [decodedId, decodedSecret] = [id, secret].map((half = '') =>
      decodeURIComponent(half.replaceAll('+', ' ')),
    );
    return isText(decodedId) && isText(decodedSecret) ? { id: decodedId, secret: decodedSecret } : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest && !value.includes('\0');
}
