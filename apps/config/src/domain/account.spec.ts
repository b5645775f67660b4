import { AccountSettings, NewPassword } from '@rejoin/contracts';
import { accountRejection, isLogin } from './account';
import { shop } from './shop.fixture';

const administrator = shop.accounts.admin;
const others = {
  taken: { login: false, agentId: false, external: false },
  agentExists: true,
  otherAdministrators: 0,
  wasAdministrator: false,
};

describe('an account', () => {
  it('with the role agent works as an agent', () => {
    const parsed = AccountSettings.safeParse({ ...shop.accounts.anna, agentId: null });
    expect(parsed.error?.issues).toMatchObject([{ path: ['agentId'] }]);
  });

  it('has at least one role, and no role twice', () => {
    expect(AccountSettings.safeParse({ ...administrator, roles: [] }).success).toBe(false);
    const twice = { ...administrator, roles: ['supervisor', 'supervisor'] };
    expect(AccountSettings.safeParse(twice).success).toBe(false);
  });

  it('has a password of at least 10 characters', () => {
    expect(NewPassword.safeParse('123456789').success).toBe(false);
    expect(NewPassword.safeParse('1234567890').success).toBe(true);
  });

  it('is refused with every field that another account already uses', () => {
    const taken = { login: true, agentId: true, external: true };
    expect(accountRejection(administrator, { ...others, taken })).toEqual({
      refused: 'already-exists',
      fields: [
        expect.objectContaining({ field: '/login' }),
        expect.objectContaining({ field: '/agentId' }),
        expect.objectContaining({ field: '/external' }),
      ],
    });
  });

  it('can only work as an agent that exists', () => {
    expect(accountRejection(shop.accounts.anna, { ...others, agentExists: false })).toMatchObject({
      refused: 'invalid',
      fields: [{ field: '/agentId' }],
    });
  });
});

describe('the last active administrator', () => {
  const last = { ...others, wasAdministrator: true };

  it('can be neither deactivated nor given another role', () => {
    expect(accountRejection({ ...administrator, active: false }, last)?.fields).toMatchObject([
      { field: '/active' },
    ]);
    expect(accountRejection({ ...administrator, roles: ['supervisor'] }, last)?.fields).toMatchObject([
      { field: '/roles' },
    ]);
  });

  it('can be renamed', () => {
    expect(accountRejection({ ...administrator, displayName: 'Ada' }, last)).toBeUndefined();
  });

  it('can be deactivated when another administrator is active', () => {
    const next = { ...administrator, active: false };
    expect(accountRejection(next, { ...last, otherAdministrators: 1 })).toBeUndefined();
  });
});

describe('a login', () => {
  it('cannot contain spaces or control characters', () => {
    expect(isLogin('anna@shop')).toBe(true);
    for (const login of ['', 'an na', 'an\0na', 'a'.repeat(201), 'an\u200Bna'])
      expect(isLogin(login)).toBe(false);
  });
});
