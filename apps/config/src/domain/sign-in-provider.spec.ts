import { displayNameOf, loginOf, rolesFor, verifiedEmail, type SignInProvider } from './sign-in-provider';

const who = { iss: 'https://login.example', sub: 'sub-1' };
const provider = (claim: string): SignInProvider => ({
  id: 'corp',
  name: 'Example Ltd',
  issuer: who.iss,
  clientId: 'rejoin',
  clientAuthentication: 'client_secret_basic',
  scope: 'openid',
  roles: { claim, map: { a: ['administrator'], b: ['supervisor', 'agent'] } },
  createAccounts: true,
  linkByEmail: false,
  agents: { maxUnits: 1, workstreamIds: [] },
});

describe('the roles of a person', () => {
  it.each([
    ['a list', 'groups', { groups: ['b', 'x', 'a', 'b'] }, ['agent', 'supervisor', 'administrator']],
    ['one text', 'groups', { groups: 'a' }, ['administrator']],
    ['a path', 'realm_access.roles', { realm_access: { roles: ['a'] } }, ['administrator']],
    ['a name with dots', 'https://x.example/roles', { 'https://x.example/roles': ['a'] }, ['administrator']],
    ['nothing', 'groups', {}, []],
    ['another type', 'groups', { groups: [{ a: 'a' }, 7, null] }, []],
    ['a path that ends early', 'realm_access.roles', { realm_access: 'roles' }, []],
    ['names that every object has', 'groups', { groups: ['toString', '__proto__'] }, []],
    ['a path through the prototype', 'constructor.name', {}, []],
  ])('are those of the claim when it is %s', (_, claim, claims, roles) => {
    expect(rolesFor(provider(claim), { ...who, ...claims })).toEqual(roles);
  });

  it('are not the provider’s business without a mapping', () => {
    expect(rolesFor({ ...provider('groups'), roles: undefined }, { ...who, groups: ['a'] })).toBeUndefined();
  });
});

describe('a new account', () => {
  it('has the username, the address or the identity as its login, whichever can be one', () => {
    const claims = { ...who, preferred_username: 'anna@corp', email: 'a@corp' };
    expect(loginOf(claims)).toBe('anna@corp');
    expect(loginOf({ ...claims, preferred_username: 'Anna Smith' })).toBe('a@corp');
    expect(loginOf({ ...who, email: 7 })).toBe('sub-1');
    expect(loginOf({ ...who, sub: 'x'.repeat(300) })).toBeUndefined();
  });

  it('has the name of the claims, or the login', () => {
    expect(displayNameOf({ ...who, name: ' Anna ' }, 'anna')).toBe('Anna');
    for (const name of ['', '  ', 7, undefined]) expect(displayNameOf({ ...who, name }, 'anna')).toBe('anna');
    expect(Array.from(displayNameOf({ ...who, name: '😀'.repeat(300) }, 'anna'))).toHaveLength(100);
  });
});

describe('an e-mail address', () => {
  it('counts only when the provider says that it has verified it', () => {
    expect(verifiedEmail({ ...who, email: 'a@corp', email_verified: true })).toBe('a@corp');
    for (const verified of [false, 'true', 1, undefined])
      expect(verifiedEmail({ ...who, email: 'a@corp', email_verified: verified })).toBeUndefined();
    expect(verifiedEmail({ ...who, email: ['a@corp'], email_verified: true })).toBeUndefined();
  });
});
