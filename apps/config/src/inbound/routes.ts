import {
  Account,
  Id,
  Instant,
  JwtText,
  maxPage,
  Name,
  NextCursor,
  OwnPassword,
  Page,
  Role,
  SecondFactor,
  secondFactorHttp,
  signIn,
  type RefusalName,
  type Route,
  meaning,
  openApiRoute,
} from '@rejoin/contracts';
import { z } from 'zod';
import { AccountSettings, DisplayName, Login, Password } from '../domain/account';
import { auditActions } from '../domain/audit';
import { oauthErrors } from '../domain/client-credentials';
import { kinds, type Kind } from '../domain/kinds';
import { mostSecrets, ServiceAccountSettings } from '../domain/service-account';
import { SearchedPage } from './paging';
import { webhookRoutes } from './webhook.routes';

const administrators: readonly Role[] = ['administrator'];
const readers: readonly Role[] = ['administrator', 'supervisor'];
const everyRole: readonly Role[] = Role.options;

const version = z.int().min(1).describe('the same as the ETag');
function read(path: string, summary: string, roles: Route['roles'], reply: z.ZodType) {
  return { method: 'GET', path, summary, roles, reply, tagged: true, refusals: [] } satisfies Route;
}

function list<Query extends z.ZodObject>(
  path: string,
  summary: string,
  roles: Route['roles'],
  item: z.ZodType,
  query: Query,
) {
  const reply = z.object({
    items: z.array(item).max(maxPage),
    nextCursor: NextCursor,
  });
  return {
    method: 'GET',
    path,
    summary,
    roles,
    query,
    reply,
    tagged: false,
    refusals: ['invalid'],
  } satisfies Route;
}

function create<Body extends z.ZodObject>(path: string, summary: string, body: Body, reply: z.ZodType) {
  return {
    method: 'POST',
    path,
    summary,
    roles: administrators,
    body,
    reply,
    tagged: true,
    refusals: ['invalid', 'already-exists'],
  } satisfies Route;
}

function replace<Body extends z.ZodObject>(path: string, summary: string, body: Body, reply: z.ZodType) {
  return {
    method: 'PUT',
    path,
    summary,
    roles: administrators,
    body,
    reply,
    tagged: true,
    refusals: ['invalid', 'version-required', 'version-conflict'],
  } satisfies Route;
}

/** Also by service accounts. */
function readable<Reading extends Route>(route: Reading) {
  return { ...route, scope: 'settings:read' } satisfies Route;
}

/** Workstreams are in none; whatever else has settings is in one, an agent in several. */
const SettingsPage = SearchedPage.extend({
  workstreamId: Id.optional().describe('only what belongs to this workstream'),
});

/** The four operations on a kind of thing that has settings. */
export function settingsRoutes({ path, what, title, idField, schema }: Kind) {
  const all = `/v1/${path}`;
  const one = `${all}/:id`;
  const saved = schema.safeExtend({ [idField]: Id, version, changedAt: Instant }).meta({ id: title });
  const freshId = Id.optional().describe('made up when it is left out');
  const fresh = schema.safeExtend({ [idField]: freshId }).meta({ id: `New${title}` });
  const settings = schema.meta({ id: `${title}Settings` });
  return {
    list: readable(
      list(all, `List ${what} settings, in the order of their names`, readers, saved, SettingsPage),
    ),
    create: create(all, `Make a ${what}`, fresh, saved),
    read: readable(read(one, `Read a ${what}`, readers, saved)),
    replace: replace(one, `Replace the settings of a ${what} whole`, settings, saved),
  };
}

const SavedAccount = AccountSettings.safeExtend({
  accountId: Id,
  version,
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean().describe('a code is asked for beside the password'),
  changedAt: Instant,
}).meta({ id: 'Account' });
const NewAccount = AccountSettings.safeExtend({
  accountId: Id.optional().describe('made up when it is left out'),
  password: Password.nullable().describe('null: cannot sign in with a password yet'),
}).meta({ id: 'NewAccount' });

export const accountRoutes = {
  list: list(
    '/v1/accounts',
    'List accounts, in the order of their names; a search finds logins too',
    administrators,
    SavedAccount,
    SearchedPage,
  ),
  create: {
    ...create('/v1/accounts', 'Make an account', NewAccount, SavedAccount),
    refusals: ['invalid', 'already-exists', 'password-too-easy'] satisfies RefusalName[],
  },
  read: read('/v1/accounts/:id', 'Read an account', administrators, SavedAccount),
  replace: {
    ...replace(
      '/v1/accounts/:id',
      'Replace the settings of an account whole',
      AccountSettings.meta({ id: 'AccountSettings' }),
      SavedAccount,
    ),
    refusals: ['invalid', 'already-exists', 'version-required', 'version-conflict'] satisfies RefusalName[],
  },
  setPassword: {
    ...replace(
      '/v1/accounts/:id/password',
      'Set the password of an account',
      z.object({ password: Password }),
      SavedAccount,
    ),
    refusals: [
      'invalid',
      'password-too-easy',
      'version-required',
      'version-conflict',
    ] satisfies RefusalName[],
  },
  resetSecondFactor: {
    ...replace(
      '/v1/accounts/:id/second-factor',
      'Remove the second factor of an account whose person has lost it',
      z.object({}),
      SavedAccount,
    ),
    refusals: ['version-required', 'version-conflict'] satisfies RefusalName[],
  },
};

const Organisation = z
  .object({
    organisationId: Id,
    name: Name,
    version,
    changedAt: Instant,
  })
  .meta({ id: 'Organisation' });
export const organisationRoute = readable(
  read('/v1/organisation', 'Read the organisation', readers, Organisation),
);

/** Nobody changes it here: it is the operator's, and has no version. */
export const addressesRoute = {
  ...read(
    '/v1/addresses',
    'Where browsers reach the gateways, for the code that embeds a chat widget',
    readers,
    z
      .object({ gateways: z.array(z.url().max(2000)).max(100).describe('empty: the operator has not said') })
      .meta({ id: 'Addresses' }),
  ),
  tagged: false,
} satisfies Route;

const count = z.int().min(0);
/** It counts, and has no version. */
export const overviewRoute = {
  ...read(
    '/v1/overview',
    'Count workstreams, chat widgets and agents',
    readers,
    z
      .object({
        workstreams: z.object({ all: count, active: count }),
        widgets: z.object({
          all: count,
          active: count,
          withReconnect: count.describe('active ones with Reconnect to previous chat'),
        }),
        agents: z.object({
          all: count,
          active: count,
          assigned: count.describe('active ones who work in a workstream'),
        }),
      })
      .meta({ id: 'Overview' }),
  ),
  tagged: false,
} satisfies Route;

const What = meaning({
  workstream: 'A workstream.',
  widget: 'A chat widget.',
  agent: 'An agent.',
  'quick-reply': 'A quick reply.',
  account: 'An account.',
  'service-account': 'A service account.',
  webhook: 'A webhook.',
});
const AuditEntry = z
  .object({
    seq: z.int(),
    at: Instant,
    by: z.object({
      as: meaning({
        account: 'Somebody who was signed in; `accountId` says who.',
        setup: 'Whoever made the first administrator.',
        demo: 'The demo, which fills an empty system.',
        system: 'Nobody: it switched a webhook off by itself.',
      }),
      accountId: Id.nullable(),
      displayName: Name.nullable().describe('of the account, as it is called now'),
    }),
    what: What,
    id: Id,
    name: Name.describe('of an account as it is called now; of other things, as the change left it'),
    action: meaning(auditActions),
    version,
    old: z.unknown().describe('null for what is new, and for details that are not for you'),
    new: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export const auditRoute = list(
  '/v1/audit-log',
  'Who changed what, the newest first; supervisors do not see the details of accounts and webhooks',
  readers,
  AuditEntry,
  Page.extend({ what: What.optional(), id: Id.optional() }),
);

const { address: _, ...credentials } = signIn.request.shape;

export const signInRoutes = {
  signIn: {
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in with a password; the token is good until expiresAt, a sign-in for at most 12 hours',
    roles: null,
    body: z.object({ ...credentials, login: z.string().min(1).max(200) }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'code-required', 'code-wrong', 'too-many'],
  },
  firstAdministrator: {
    method: 'POST',
    path: '/v1/first-administrator',
    summary: 'Make the first administrator with a setup token, once, while there is none',
    roles: null,
    body: z.object({
      token: z.string().min(1).max(200),
      login: Login,
      displayName: DisplayName,
      password: Password,
    }),
    reply: SavedAccount,
    tagged: true,
    refusals: ['invalid', 'password-too-easy', 'denied', 'already-exists', 'too-many'],
  },
  me: read('/v1/me', 'Read who is signed in', everyRole, Account.extend({ version })),
  renew: {
    method: 'POST',
    path: '/v1/sign-in/renew',
    summary: 'A fresh token for a sign-in that is in use; without one it ends when it has been idle',
    roles: everyRole,
    reply: signIn.reply,
    tagged: false,
    refusals: [],
  },
  signOut: {
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out: ends this sign-in everywhere, and no other of the account',
    roles: everyRole,
    reply: z.object({}),
    tagged: false,
    refusals: [],
  },
  changePassword: {
    method: 'POST',
    path: '/v1/me/password',
    summary: 'Change the password of who is signed in; ends their sign-ins and gives a new one',
    roles: everyRole,
    body: OwnPassword,
    reply: Account.extend({ version, token: JwtText, expiresAt: Instant }),
    tagged: false,
    refusals: ['invalid', 'password-too-easy', 'sign-in-failed', 'too-many', 'version-conflict'],
  },
} satisfies Record<string, Route>;

const secondFactor = { roles: everyRole, reply: SecondFactor, tagged: false } as const;
const ownFactor = { ...secondFactor, method: 'POST' } as const;
/** An account's own second factor. */
export const secondFactorRoutes = {
  read: {
    ...secondFactor,
    method: 'GET',
    path: '/v1/me/second-factor',
    summary: 'Read whether a code is asked for at sign-in beside the password',
    refusals: [],
  },
  start: {
    ...ownFactor,
    path: '/v1/me/second-factor',
    summary: 'Begin with an authenticator app: gives the secret, once; nothing is asked for yet',
    body: secondFactorHttp.start,
    refusals: ['invalid', 'sign-in-failed', 'too-many', 'already-exists'],
  },
  confirm: {
    ...ownFactor,
    path: '/v1/me/second-factor/confirm',
    summary: 'Confirm the app by a code, which is asked for from now on; gives the recovery codes, once',
    body: secondFactorHttp.confirm,
    refusals: ['invalid', 'code-wrong', 'too-many', 'already-exists', 'not-found'],
  },
  remove: {
    ...ownFactor,
    path: '/v1/me/second-factor/remove',
    summary: 'Ask for no code any more',
    body: secondFactorHttp.remove,
    refusals: ['invalid', 'sign-in-failed', 'code-wrong', 'too-many'],
  },
} satisfies Record<string, Route>;

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
const oneServiceAccount = '/v1/service-accounts/:id';
const conflicts = ['invalid', 'version-required', 'version-conflict'] satisfies RefusalName[];

/** Accounts of systems: they get tokens at {@link oauthRoute}. */
export const serviceAccountRoutes = {
  list: list(
    '/v1/service-accounts',
    'List service accounts, in the order of their making',
    administrators,
    SavedServiceAccount,
    Page,
  ),
  create: {
    ...create(
      '/v1/service-accounts',
      'Make a service account with its first secret',
      ServiceAccountSettings.safeExtend(Expiry.shape).meta({ id: 'NewServiceAccount' }),
      WithSecret,
    ),
    refusals: ['invalid'] satisfies RefusalName[],
  },
  read: read(oneServiceAccount, 'Read a service account', administrators, SavedServiceAccount),
  replace: {
    ...replace(
      oneServiceAccount,
      'Replace name, scopes and activity of a service account',
      ServiceAccountSettings.meta({ id: 'ServiceAccountSettings' }),
      SavedServiceAccount,
    ),
    refusals: conflicts,
  },
  addSecret: {
    ...replace(
      `${oneServiceAccount}/add-secret`,
      'Make a second secret, so that the client can change over; both are good',
      Expiry,
      WithSecret,
    ),
    refusals: [...conflicts, 'already-exists'] satisfies RefusalName[],
  },
  removeSecret: {
    ...replace(
      `${oneServiceAccount}/remove-secret`,
      'Remove a secret; all tokens end, and who has another secret gets new ones',
      z.object({ secretId: Id }),
      SavedServiceAccount,
    ),
    refusals: conflicts,
  },
};

export const oauthRoute = {
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
} satisfies Route;

/** Every operation of the door. */
export const routes: readonly Route[] = [
  ...Object.values(signInRoutes),
  ...Object.values(secondFactorRoutes),
  organisationRoute,
  addressesRoute,
  overviewRoute,
  ...Object.values(kinds).flatMap((kind) => Object.values(settingsRoutes(kind))),
  ...Object.values(accountRoutes),
  ...Object.values(serviceAccountRoutes),
  ...Object.values(webhookRoutes),
  oauthRoute,
  auditRoute,
  openApiRoute,
];
