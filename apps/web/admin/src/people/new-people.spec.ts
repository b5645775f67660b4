import { kinds } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { problemsOf } from '../form/problem';
import { newAccount, newAccountProblems, newAgent, passwordProblems } from './new-people';

const agentProblems = (draft: object) => problemsOf(foundBy(kinds.agents.schema, draft));
const accountProblems = (draft: object) => problemsOf(foundBy(kinds.accounts.schema, draft));

const fields = (problems: ReadonlyMap<string, unknown>) => [...problems.keys()];
const anna = { ...newAccount(), login: 'anna', displayName: 'Anna', agentId: 'anna' };

describe('an agent', () => {
  it('must have a name, and numbers where numbers belong', () => {
    expect(fields(agentProblems(newAgent()))).toEqual(['/displayName']);
    expect(
      fields(agentProblems({ ...newAgent(), displayName: 'A', maxUnits: -1, graceSeconds: NaN })),
    ).toEqual(['/maxUnits', '/graceSeconds']);
  });
});

describe('an account', () => {
  it('with the role agent must say as which agent it works', () => {
    expect(accountProblems(anna).size).toBe(0);
    expect(fields(accountProblems({ ...anna, agentId: null }))).toEqual(['/agentId']);
    expect(accountProblems({ ...anna, agentId: null, roles: ['supervisor'] }).size).toBe(0);
  });

  it('must have a login without spaces, a name and a role', () => {
    expect(fields(accountProblems({ ...anna, login: 'an na', displayName: '', roles: [] }))).toEqual([
      '/login',
      '/displayName',
      '/roles',
    ]);
  });

  it('may be made without a password, but not with a short one', () => {
    expect(newAccountProblems(anna).size).toBe(0);
    expect(fields(newAccountProblems({ ...anna, password: 'short' }))).toEqual(['/password']);
  });
});

describe('a new password', () => {
  it('has ten characters or more, and is typed twice the same', () => {
    expect(passwordProblems('long-enough', 'long-enough').size).toBe(0);
    expect(fields(passwordProblems('short', 'other'))).toEqual(['/password', '/again']);
  });
});
