import { z } from 'zod';
import { brokenRule, rule } from './field-problems';
import { Id } from './primitives';
import { NewPassword } from './rpc';
import { Role } from './settings';

export const Login = z
  .string()
  .refine((login) => /^[^\s\p{C}]{1,200}$/u.test(login), rule('login'))
  // A pattern would not be portable: validators of other languages do not know this Unicode property.
  .meta({ minLength: 1, maxLength: 200, description: 'without spaces and invisible characters' });

/** The form in which logins are compared, so that two accounts cannot have logins that only look different. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

export const DisplayName = z.string().min(1).max(200);

/** The settings of a person's account. */
export const AccountSettings = z
  .object({
    login: Login,
    displayName: DisplayName,
    roles: z
      .array(Role)
      .min(1)
      .max(Role.options.length)
      .refine((roles) => new Set(roles).size === roles.length, rule('role-twice')),
    agentId: Id.nullable().describe('the agent that this account works as at the agent desk'),
    active: z.boolean(),
    external: z
      .object({ iss: z.string().min(1).max(500), sub: z.string().min(1).max(500) })
      .nullable()
      .describe('the identity at an identity provider of OpenID Connect: its issuer and subject'),
  })
  .superRefine(({ roles, agentId }, context) => {
    if (roles.includes('agent') && agentId === null) {
      context.addIssue(brokenRule(['agentId'], 'agent-required'));
    }
  });
export type AccountSettings = z.infer<typeof AccountSettings>;

export const NewAccountPassword = NewPassword.nullable().describe(
  'null: the account cannot sign in with a password yet',
);
