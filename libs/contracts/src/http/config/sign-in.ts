import { z } from 'zod';
import { DisplayName, Login } from '../../accounts';
import { Instant, JwtText } from '../../primitives';
import { Account, NewPassword, OwnPassword, redeemSignInCode, signIn, SignInOptions } from '../../rpc';
import { SecondFactor, secondFactorHttp } from '../../second-factor';
import type { Route } from '../route';
import { oneAccount, SavedAccount } from './accounts';
import { everyRole, read, version } from './resource';

const { address: _, ...credentials } = signIn.request.shape;

const StartWithProvider = z.object({
  page: z
    .string()
    .max(2_000)
    .describe('the address of the page: the administration or the desk of a gateway'),
  challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .describe('the SHA-256 hash of a text that the page keeps (PKCE, RFC 7636)'),
});

/** Operations to sign in, and those of a signed-in account. */
export const signInRoutes = {
  signIn: {
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in with a password; the token is valid until expiresAt, a sign-in for at most 12 hours',
    roles: null,
    body: z.object({ ...credentials, login: z.string().min(1).max(200) }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-failed', 'passwords-off', 'code-required', 'code-wrong', 'too-many'],
  },
  firstAdministrator: {
    method: 'POST',
    path: '/v1/first-administrator',
    summary: 'Create the first administrator with a setup token, once, while there is none',
    roles: null,
    body: z.object({
      token: z.string().min(1).max(200),
      login: Login,
      displayName: DisplayName,
      password: NewPassword,
    }),
    reply: SavedAccount,
    tagged: true,
    creates: { path: oneAccount, idField: 'accountId' },
    refusals: ['invalid', 'password-too-easy', 'denied', 'already-exists', 'too-many'],
  },
  options: {
    method: 'GET',
    path: '/v1/sign-in/options',
    summary: 'Read how people can sign in: with a password, and with which identity providers',
    roles: null,
    reply: SignInOptions,
    tagged: false,
    refusals: ['too-many'],
  },
  startWithProvider: {
    method: 'GET',
    path: '/v1/sign-in/providers/:providerId',
    summary: 'Send the browser to an identity provider to sign in',
    roles: null,
    query: StartWithProvider,
    reply: z.unknown(),
    tagged: false,
    isRedirect: true,
    refusals: ['invalid', 'too-many'],
  },
  providerCallback: {
    method: 'GET',
    path: '/v1/sign-in/providers/:providerId/callback',
    summary:
      'The redirect URI of an identity provider; sends the browser back to the page with a code or a refusal',
    roles: null,
    query: z.object({}),
    reply: z.unknown(),
    tagged: false,
    isRedirect: true,
    refusals: ['too-many'],
  },
  signedOut: {
    method: 'GET',
    path: '/v1/sign-in/signed-out',
    summary: 'Where identity providers send the browser after signing out; sends it back to the page',
    roles: null,
    query: z.object({ state: z.string().max(100).default('') }),
    reply: z.unknown(),
    tagged: false,
    isRedirect: true,
    refusals: ['invalid'],
  },
  backChannelLogout: {
    method: 'POST',
    path: '/v1/sign-in/providers/:providerId/back-channel-logout',
    summary:
      'End the sign-ins of a person who has signed out at an identity provider: OpenID Connect Back-Channel Logout 1.0',
    roles: null,
    body: z.object({ logout_token: JwtText.describe('the logout token, signed by the provider') }),
    reply: z.object({}),
    tagged: false,
    refusals: [],
    oauthErrors: ['invalid_request', 'temporarily_unavailable'],
  },
  redeemCode: {
    method: 'POST',
    path: '/v1/sign-in/code',
    summary: 'Exchange the code of a sign-in with an identity provider for a token, once',
    roles: null,
    body: redeemSignInCode.request.omit({ address: true }),
    reply: signIn.reply,
    tagged: false,
    refusals: ['invalid', 'sign-in-interrupted', 'account-inactive', 'too-many'],
  },
  me: read('/v1/me', 'Read the signed-in account', everyRole, Account.extend({ version })),
  renew: {
    method: 'POST',
    path: '/v1/sign-in/renew',
    summary: 'Renew the token of a sign-in; a sign-in that is not renewed ends with its token',
    roles: everyRole,
    reply: signIn.reply,
    tagged: false,
    refusals: [],
  },
  signOut: {
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out; other sign-ins of the account stay valid',
    roles: everyRole,
    reply: z.object({}),
    tagged: false,
    refusals: [],
  },
  changePassword: {
    method: 'POST',
    path: '/v1/me/password',
    summary: 'Change the password of the signed-in account, end its sign-ins and start a new one',
    roles: everyRole,
    body: OwnPassword,
    reply: Account.extend({ version, token: JwtText, expiresAt: Instant }),
    tagged: false,
    refusals: ['invalid', 'password-too-easy', 'sign-in-failed', 'too-many', 'version-conflict'],
  },
} satisfies Record<string, Route>;

const ownFactor = { roles: everyRole, reply: SecondFactor, tagged: false } as const;
/** Operations on the second factor of the signed-in account. */
export const secondFactorRoutes = {
  read: {
    ...ownFactor,
    method: 'GET',
    path: '/v1/me/second-factor',
    summary: 'Read whether the signed-in account needs a code in addition to its password',
    refusals: [],
  },
  start: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor',
    summary: 'Create the secret for an authenticator app; it is shown only here and needs confirmation',
    body: secondFactorHttp.start,
    refusals: ['invalid', 'sign-in-failed', 'too-many', 'already-exists'],
  },
  confirm: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor/confirm',
    summary: 'Confirm the app with a code; sign-ins need a code from now on; shows the recovery codes, once',
    body: secondFactorHttp.confirm,
    refusals: ['invalid', 'code-wrong', 'too-many', 'already-exists', 'not-found'],
  },
  remove: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor/remove',
    summary: 'Remove the second factor of the signed-in account',
    body: secondFactorHttp.remove,
    refusals: ['invalid', 'sign-in-failed', 'code-wrong', 'too-many'],
  },
} satisfies Record<string, Route>;
