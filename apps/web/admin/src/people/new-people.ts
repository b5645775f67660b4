import type { AccountSettings, Kinds } from '../api/kinds';
import { seconds, text, whole } from '../form/checks';
import { problemsOf, type Found, type Problems } from '../form/problem';

type AgentSettings = Kinds['agents'];
export type NewAccountDraft = AccountSettings & { readonly password: string };

export function newAgent(): AgentSettings {
  return {
    displayName: '',
    active: true,
    maxUnits: 2,
    defaultPresence: 'available',
    graceSeconds: 150,
    workstreamIds: [],
  };
}

export function newAccount(): NewAccountDraft {
  return {
    login: '',
    displayName: '',
    roles: ['agent'],
    agentId: null,
    active: true,
    external: null,
    password: '',
  };
}

export function agentProblems({ displayName, maxUnits, graceSeconds }: AgentSettings): Problems {
  return problemsOf([
    text('/displayName', displayName),
    whole('/maxUnits', maxUnits, 0, 10_000),
    seconds('/graceSeconds', graceSeconds),
  ]);
}

export function accountProblems({ login, displayName, roles, agentId }: AccountSettings): Problems {
  return problemsOf([
    text('/login', login),
    /^[^\s\p{C}]{1,200}$/u.test(login) ? undefined : ['/login', 'login'],
    text('/displayName', displayName),
    roles.length === 0 ? ['/roles', 'role-required'] : undefined,
    roles.includes('agent') && agentId === null ? ['/agentId', 'agent-required'] : undefined,
  ]);
}

/** A new account may have no password. Its person cannot sign in with a password until one is set. */
export function newAccountProblems(account: NewAccountDraft): Problems {
  const { password } = account;
  const wrong = password === '' ? undefined : passwordFound('/password', password);
  return new Map([...accountProblems(account), ...problemsOf([wrong])]);
}

export function passwordProblems(password: string, again: string): Problems {
  return problemsOf([
    passwordFound('/password', password),
    password === again ? undefined : ['/again', 'password-differs'],
  ]);
}

function passwordFound(field: string, password: string): Found | undefined {
  return password.length < 10 || password.length > 1000 ? [field, 'password-short'] : undefined;
}
