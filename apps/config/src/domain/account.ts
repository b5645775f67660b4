import {
  fieldProblem,
  Login,
  type Account,
  type AccountSettings,
  type FieldProblem,
} from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';

/** Whether this text is a valid login. */
export function isLogin(login: string): boolean {
  return Login.safeParse(login).success;
}

/** Which unique fields of an account already belong to another account. */
export interface TakenIdentities {
  readonly login: boolean;
  readonly agentId: boolean;
  readonly external: boolean;
}

/** The reason why these settings cannot be saved, or undefined. */
export function accountRejection(
  settings: AccountSettings,
  others: {
    taken: TakenIdentities;
    agentExists: boolean;
    otherAdministrators: number;
    wasAdministrator: boolean;
  },
): Refused | undefined {
  const taken = takenFields(others.taken);
  if (taken.length > 0) return refuse('already-exists', ...taken);
  if (settings.agentId !== null && !others.agentExists) {
    return refuse('invalid', fieldProblem('/agentId', 'agent-unknown'));
  }
  if (others.wasAdministrator && others.otherAdministrators === 0 && !isAdministrator(settings)) {
    const field = settings.active ? '/roles' : '/active';
    return refuse('invalid', fieldProblem(field, 'last-administrator'));
  }
  return undefined;
}

export function isAdministrator({ active, roles }: Pick<AccountSettings, 'active' | 'roles'>): boolean {
  return active && roles.includes('administrator');
}

/** Whether this change removes a right that the tokens of earlier sign-ins still carry. */
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

function takenFields(taken: TakenIdentities): FieldProblem[] {
  return [
    ...(taken.login ? [fieldProblem('/login', 'taken-login')] : []),
    ...(taken.agentId ? [fieldProblem('/agentId', 'taken-agent')] : []),
    ...(taken.external ? [fieldProblem('/external', 'taken-identity')] : []),
  ];
}
