import { z } from 'zod';
import { DisplayName, Login } from '../../accounts';
import { Instant, JwtText } from '../../primitives';
import { Account, NewPassword, OwnPassword, signIn } from '../../rpc';
import { SecondFactor, secondFactorHttp } from '../../second-factor';
import type { Route } from '../route';
import { oneAccount, SavedAccount } from './accounts';
import { everyRole, read, version } from './resource';

const { address: _, ...credentials } = signIn.request.shape;

/** The ways in, and what is done with a sign-in afterwards. */
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
      password: NewPassword,
    }),
    reply: SavedAccount,
    tagged: true,
    creates: { path: oneAccount, idField: 'accountId' },
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

const ownFactor = { roles: everyRole, reply: SecondFactor, tagged: false } as const;
/** An account's own second factor. */
export const secondFactorRoutes = {
  read: {
    ...ownFactor,
    method: 'GET',
    path: '/v1/me/second-factor',
    summary: 'Read whether a code is asked for at sign-in beside the password',
    refusals: [],
  },
  start: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor',
    summary: 'Begin with an authenticator app: gives the secret, once; nothing is asked for yet',
    body: secondFactorHttp.start,
    refusals: ['invalid', 'sign-in-failed', 'too-many', 'already-exists'],
  },
  confirm: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor/confirm',
    summary: 'Confirm the app by a code, which is asked for from now on; gives the recovery codes, once',
    body: secondFactorHttp.confirm,
    refusals: ['invalid', 'code-wrong', 'too-many', 'already-exists', 'not-found'],
  },
  remove: {
    ...ownFactor,
    method: 'POST',
    path: '/v1/me/second-factor/remove',
    summary: 'Ask for no code any more',
    body: secondFactorHttp.remove,
    refusals: ['invalid', 'sign-in-failed', 'code-wrong', 'too-many'],
  },
} satisfies Record<string, Route>;
