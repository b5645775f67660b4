import { z } from 'zod';
import { rule } from './field-problems';
import { Name } from './primitives';
import { Scope } from './scopes';

/** The maximum number of secrets of a service account: the one in use, and the one that replaces it. */
export const mostSecrets = 2;

/** The settings of a service account. */
export const ServiceAccountSettings = z.object({
  name: Name.min(1).refine((name) => name.trim() === name, rule('outer-space')),
  scopes: z
    .array(Scope)
    .min(1)
    .max(Scope.options.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, rule('entry-twice')),
  active: z.boolean(),
});
export type ServiceAccountSettings = z.infer<typeof ServiceAccountSettings>;

/** The errors of RFC 6749, section 5.2, that the token endpoint returns. */
export const oauthErrors = {
  invalid_request:
    'The request is not as RFC 6749 asks: a form with each parameter once, and one way of naming the client.',
  invalid_client: 'The client is not known, not active, or its secret is wrong or too old.',
  unsupported_grant_type: 'Only client_credentials is granted here.',
  invalid_scope: 'A scope is not known or not granted to this client.',
  temporarily_unavailable: 'Too many failures from this address. Try again later.',
} as const;
export type OAuthError = keyof typeof oauthErrors;
