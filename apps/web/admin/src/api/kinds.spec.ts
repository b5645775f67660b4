import { idFields, kindOf, savedOf, whatOf, type Kind } from './kinds';

describe('the flat body of the door', () => {
  it('is taken apart into settings and what is known about them', () => {
    const flat = { accountId: 'a1', version: 3, changedAt: 't', hasPassword: true, login: 'x', active: true };
    expect(savedOf('accounts', flat)).toEqual({
      id: 'a1',
      version: 3,
      changedAt: 't',
      hasSecondFactor: false,
      settings: { login: 'x', active: true },
    });
  });
});

it('every kind has its name in the audit log', () => {
  for (const kind of Object.keys(idFields) as Kind[]) expect(kindOf(whatOf[kind])).toBe(kind);
});
