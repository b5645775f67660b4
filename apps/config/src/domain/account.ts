import { Login, type Account, type AccountSettings } from '@rejoin/contracts';
import { reject, type FieldProblem, type Rejection } from './rejection';

/** Whether any account could have this login. */
export function isLogin(login: string): boolean {
  return Login.safeParse(login).success;
}

/** The form in which logins are compared: nobody can take a login that only looks different. */
export function loginKey(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

/** Which of an account's fields must be unique but are another's already. */
export interface Taken {
  readonly login: boolean;
  readonly agentId: boolean;
  readonly external: boolean;
}

/** What keeps these settings from being saved, or undefined. */
export function accountRejection(
  settings: AccountSettings,
  known: { taken: Taken; agentExists: boolean; otherAdministrators: number; wasAdministrator: boolean },
): Rejection | undefined {
  const taken = takenFields(known.taken);
  if (taken.length > 0) return reject('already-exists', ...taken);
  if (settings.agentId !== null && !known.agentExists) {
    return reject('invalid', { field: '/agentId', message: 'there is no agent with this id' });
  }
  if (known.wasAdministrator && known.otherAdministrators === 0 && !isAdministrator(settings)) {
    const field = settings.active ? '/roles' : '/active';
    return reject('invalid', { field, message: 'the last active administrator must stay one' });
  }
  return undefined;
}

export function isAdministrator({ active, roles }: Pick<AccountSettings, 'active' | 'roles'>): boolean {
  return active && roles.includes('administrator');
}

/** Whether this change takes something away that sign-ins made before still say they may. */
export function endsSignIns(before: AccountSettings, after: AccountSettings): boolean {
  const isOther = before.agentId !== null && before.agentId !== after.agentId;
  return !after.active || isOther || before.roles.some((role) => !after.roles.includes(role));
}

export function publicAccount(
  accountId: string,
  { agentId, displayName, roles }: Pick<AccountSettings, 'agentId' | 'displayName' | 'roles'>,
): Account {
  return { accountId, agentId, displayName, roles };
}

function takenFields(taken: Taken): FieldProblem[] {
  return [
    ...(taken.login ? [{ field: '/login', message: 'another account has this login' }] : []),
    ...(taken.agentId ? [{ field: '/agentId', message: 'another account works as this agent' }] : []),
    ...(taken.external ? [{ field: '/external', message: 'another account is this identity' }] : []),
  ];
}
