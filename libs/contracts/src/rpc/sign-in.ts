import { z } from 'zod';
import { signInLimits } from '../limits';
import { Id, Instant, JwtText, Name, plainText, SignInId } from '../primitives';
import { SecondFactorCode } from '../second-factor';
import { Role } from '../settings';
import { Nothing, rpc } from './rpc';

export const Account = z.object({
  accountId: Id,
  agentId: Id.nullable(),
  displayName: Name,
  roles: z.array(Role).max(Role.options.length),
});
export type Account = z.infer<typeof Account>;

/** Proves that a device signed in before, so that attempts from elsewhere cannot block it. It grants no access. */
const DeviceToken = z.string().max(1000);

export const signIn = rpc(
  'config',
  'sign-in',
  z.object({
    login: plainText(200),
    password: z.string().max(1000),
    address: z.string().max(100).optional().describe('the address of the client, for the limit of attempts'),
    code: SecondFactorCode.optional().describe('the second factor, after `code-required`'),
    deviceToken: DeviceToken.optional().describe('the device token of an earlier sign-in'),
  }),
  z.object({
    token: JwtText,
    expiresAt: Instant,
    account: Account,
    deviceToken: DeviceToken.optional().describe('the device stores it and sends it with its next sign-in'),
    signOutUrl: z
      .string()
      .max(8_000)
      .optional()
      .describe(
        'the address to which the page goes after signing out, so that the identity provider ends its session too',
      ),
  }),
);

/** How people can sign in. */
export const SignInOptions = z.object({
  passwords: z.boolean().describe('whether people can sign in with a password'),
  providers: z
    .array(
      z.object({
        providerId: z.string().max(50),
        name: z.string().max(100),
        startUrl: z
          .string()
          .max(2_000)
          .describe('where the page sends the browser, with the query parameters page and challenge'),
      }),
    )
    .max(signInLimits.providers.value)
    .describe('the identity providers of OpenID Connect'),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

export const signInOptions = rpc('config', 'sign-in-options', Nothing, SignInOptions);

/** Exchanges the code that a page gets after a sign-in with a provider. It can be used once, by the page that began. */
export const redeemSignInCode = rpc(
  'config',
  'redeem-sign-in-code',
  z.object({
    code: z.string().min(1).max(100),
    verifier: z
      .string()
      .min(43)
      .max(128)
      .describe('the text whose SHA-256 hash was the challenge (PKCE, RFC 7636)'),
    address: z.string().max(100).optional().describe('the address of the client, for the limit of attempts'),
  }),
  signIn.reply,
);

const OpenSignIn = z.object({
  accountId: Id,
  accountVersion: z.int().min(0),
  signInId: SignInId,
  startedAt: Instant,
});

/** A new token for a sign-in that is in use. Refused with `sign-in-expired` when it was ended or is too old. */
export const renewSignIn = rpc('config', 'renew-sign-in', OpenSignIn, signIn.reply);

/** Signs out: ends one sign-in of an account, on all gateways. */
export const endSignIn = rpc(
  'config',
  'end-sign-in',
  OpenSignIn.pick({ accountId: true, signInId: true }),
  Nothing,
);
