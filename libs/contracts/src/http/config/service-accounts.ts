import { z } from 'zod';
import { Page } from '../../paging';
import { Id, Instant, JwtText } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { mostSecrets, oauthErrors, ServiceAccountSettings } from '../../service-accounts';
import type { Route } from '../route';
import { administrators, create, list, read, replace, version } from './resource';

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

/** Accounts of systems: they get tokens by {@link oauthRoutes}. */
export const serviceAccountRoutes = {
  list: list(
    all,
    'List service accounts, in the order of their making',
    administrators,
    SavedServiceAccount,
    Page,
  ),
  create: {
    ...create(
      all,
      'Make a service account with its first secret',
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
      'Replace name, scopes and activity of a service account',
      ServiceAccountSettings.meta({ id: 'ServiceAccountSettings' }),
      SavedServiceAccount,
    ),
    refusals: conflicts,
  },
  addSecret: {
    ...replace(
      `${one}/add-secret`,
      'Make a second secret, so that the client can change over; both are good',
      Expiry,
      WithSecret,
    ),
    refusals: [...conflicts, 'already-exists'] satisfies RefusalName[],
  },
  removeSecret: {
    ...replace(
      `${one}/remove-secret`,
      'Remove a secret; all tokens end, and who has another secret gets new ones',
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
    summary: 'A token for a service account: OAuth 2.0 client credentials (RFC 6749, section 4.4)',
    roles: null,
    body: z.object({
      grant_type: z.literal('client_credentials'),
      scope: z.string().max(500).optional().describe('scopes with spaces between them; all when left out'),
      client_id: z.string().max(500).optional().describe('unless HTTP Basic says it'),
      client_secret: z.string().max(500).optional().describe('unless HTTP Basic says it'),
    }),
    reply: z.object({
      access_token: JwtText,
      token_type: z.literal('Bearer'),
      expires_in: z.int().min(0).describe('seconds'),
      scope: z.string().max(500),
    }),
    tagged: false,
    refusals: [],
    oauthErrors: Object.keys(oauthErrors),
  },
} satisfies Record<string, Route>;
