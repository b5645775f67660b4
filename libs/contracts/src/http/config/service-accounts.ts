import { z } from 'zod';
import { Id, Instant, JwtText } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { mostSecrets, oauthErrors, ServiceAccountSettings } from '../../service-accounts';
import type { Route } from '../route';
import { administrators, create, list, listQuery, read, replace, version } from './resource';

const Secret = z.object({
  secretId: Id,
  hint: z.string().max(4).describe('its last four characters'),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});
const SavedServiceAccount = ServiceAccountSettings.safeExtend({
  serviceAccountId: Id.describe('the client_id'),
  version,
  changedAt: Instant,
  secrets: z.array(Secret).max(mostSecrets),
}).meta({ id: 'ServiceAccount' });
const WithSecret = SavedServiceAccount.safeExtend({
  secret: z.string().max(100).describe('the client_secret, which is shown only here'),
}).meta({ id: 'ServiceAccountWithSecret' });
const Expiry = z.object({ expiresInDays: z.int().min(1).max(730).default(365) });
const all = '/v1/service-accounts';
const one = `${all}/:id`;
const conflicts = ['invalid', 'version-required', 'version-conflict'] satisfies RefusalName[];

/** Operations on the accounts of systems, which get tokens through {@link oauthRoutes}. */
export const serviceAccountRoutes = {
  list: list(
    all,
    'List service accounts; by default, the oldest first',
    administrators,
    SavedServiceAccount,
    listQuery(['createdAt', 'name', 'changedAt']),
  ),
  create: {
    ...create(
      all,
      'Create a service account with its first secret',
      ServiceAccountSettings.safeExtend(Expiry.shape).meta({ id: 'NewServiceAccount' }),
      WithSecret,
      'serviceAccountId',
    ),
    refusals: ['invalid'] satisfies RefusalName[],
  },
  read: read(one, 'Read a service account', administrators, SavedServiceAccount),
  replace: {
    ...replace(
      one,
      'Replace all settings of a service account',
      ServiceAccountSettings.meta({ id: 'ServiceAccountSettings' }),
      SavedServiceAccount,
    ),
    refusals: conflicts,
  },
  addSecret: {
    ...replace(
      `${one}/add-secret`,
      'Create a second secret, so that the client can change over; both are valid',
      Expiry,
      WithSecret,
    ),
    refusals: [...conflicts, 'already-exists'] satisfies RefusalName[],
  },
  removeSecret: {
    ...replace(
      `${one}/remove-secret`,
      'Remove a secret and revoke all tokens; the client gets new tokens with another secret',
      z.object({ secretId: Id }),
      SavedServiceAccount,
    ),
    refusals: conflicts,
  },
};

export const oauthRoutes = {
  token: {
    method: 'POST',
    path: '/oauth/token',
    summary: 'Issue a token to a service account: OAuth 2.0 client credentials (RFC 6749, section 4.4)',
    roles: null,
    body: z.object({
      grant_type: z.literal('client_credentials'),
      scope: z
        .string()
        .max(500)
        .optional()
        .describe('scopes, separated by spaces; absent: all scopes of the service account'),
      client_id: z.string().max(500).optional().describe('required unless HTTP Basic contains it'),
      client_secret: z.string().max(500).optional().describe('required unless HTTP Basic contains it'),
    }),
    reply: z.object({
      access_token: JwtText,
      token_type: z.literal('Bearer'),
      expires_in: z.int().min(0).describe('seconds'),
      scope: z.string().max(500).describe('the granted scopes, separated by spaces'),
    }),
    tagged: false,
    refusals: [],
    oauthErrors: Object.keys(oauthErrors),
  },
} satisfies Record<string, Route>;
