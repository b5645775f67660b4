import { z } from 'zod';
import { rule } from '../field-problems';
import { signInLimits } from '../limits';
import { Id } from '../primitives';
import { SecondFactor, SecondFactorAct } from '../second-factor';
import { rpc } from './rpc';
import { signIn } from './sign-in';

const shortestPassword = signInLimits.passwordCharacters.value;
/** The new password of a person who is signed in. */
export const NewPassword = z
  .string()
  .min(shortestPassword, rule('too-short', { minimum: shortestPassword }).error)
  .max(1000);
export const OwnPassword = z
  .object({ current: z.string().max(1000), next: NewPassword })
  .refine(({ current, next }) => next !== current, { path: ['next'], ...rule('password-same') });

/** Changes the password and ends all sign-ins of the account. The reply is a new sign-in. */
export const changePassword = rpc(
  'config',
  'change-password',
  z.object({ accountId: Id, ...OwnPassword.shape, address: signIn.request.shape.address }),
  signIn.reply,
);

/** Reads, starts, confirms or removes the second factor of the account that is signed in. */
export const ownSecondFactor = rpc(
  'config',
  'own-second-factor',
  z.object({ accountId: Id, asked: SecondFactorAct }),
  SecondFactor,
);
