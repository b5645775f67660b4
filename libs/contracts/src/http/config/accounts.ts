import { z } from 'zod';
import { AccountSettings, NewAccountPassword } from '../../accounts';
import { Id, Instant } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { NewPassword } from '../../rpc';
import { Role } from '../../settings';
import { administrators, create, list, listQuery, read, replace, version } from './resource';

export const SavedAccount = AccountSettings.safeExtend({
  accountId: Id,
  version,
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean().describe('whether a sign-in needs a code in addition to the password'),
  changedAt: Instant,
}).meta({ id: 'Account' });
const NewAccount = AccountSettings.safeExtend({
  accountId: Id.optional().describe('absent: the service generates one'),
  password: NewAccountPassword,
}).meta({ id: 'NewAccount' });

const all = '/v1/accounts';
export const oneAccount = `${all}/:id`;
const conflicts = ['version-required', 'version-conflict'] satisfies RefusalName[];

/** Operations on the accounts of people. */
export const accountRoutes = {
  list: list(
    all,
    'List accounts; the search also finds logins',
    administrators,
    SavedAccount,
    listQuery(['displayName', 'login', 'changedAt']).extend({
      role: Role.optional().describe('only accounts with this role'),
    }),
  ),
  create: {
    ...create(all, 'Create an account', NewAccount, SavedAccount, 'accountId'),
    refusals: ['invalid', 'already-exists', 'password-too-easy'] satisfies RefusalName[],
  },
  read: read(oneAccount, 'Read an account', administrators, SavedAccount),
  replace: {
    ...replace(
      oneAccount,
      'Replace all settings of an account',
      AccountSettings.meta({ id: 'AccountSettings' }),
      SavedAccount,
    ),
    refusals: ['invalid', 'already-exists', ...conflicts] satisfies RefusalName[],
  },
  setPassword: {
    ...replace(
      `${oneAccount}/password`,
      'Set the password of an account',
      z.object({ password: NewPassword }),
      SavedAccount,
    ),
    refusals: ['invalid', 'password-too-easy', ...conflicts] satisfies RefusalName[],
  },
  resetSecondFactor: {
    ...replace(
      `${oneAccount}/second-factor`,
      'Remove the second factor of an account whose owner has lost it',
      z.object({}),
      SavedAccount,
    ),
    refusals: conflicts,
  },
};
