import { AccountSettings, defaultGraceSeconds, NewPassword } from '@rejoin/contracts';
import type { Kinds } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { problemsOf, type Problems } from '../form/problem';

export type NewAccountDraft = AccountSettings & { readonly password: string };

export function newAgent(): Kinds['agents'] {
  return {
    displayName: '',
    active: true,
    maxUnits: 2,
    defaultPresence: 'available',
    graceSeconds: defaultGraceSeconds,
    workstreamIds: [],
  };
}

export function blankAccount(): AccountSettings {
  return { login: '', displayName: '', roles: ['agent'], agentId: null, active: true, external: null };
}

export function newAccount(): NewAccountDraft {
  return { ...blankAccount(), password: '' };
}

/** A new account may have no password. Its person cannot sign in with a password until one is set. */
export function newAccountProblems(account: NewAccountDraft): Problems {
  const { password } = account;
  return problemsOf([
    ...foundBy(AccountSettings, account),
    ...(password === '' ? [] : foundBy(NewPassword, password, '/password')),
  ]);
}

export function passwordProblems(password: string, again: string): Problems {
  return problemsOf([
    ...foundBy(NewPassword, password, '/password'),
    password === again ? undefined : ['/again', 'password-differs'],
  ]);
}
