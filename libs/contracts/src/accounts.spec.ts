import { loginKey } from './accounts';

describe('two logins', () => {
  it('are equal when they only look different', () => {
    expect(loginKey('Anna@Shop')).toBe(loginKey('anna@shop'));
    expect(loginKey('\uFF41nna@shop')).toBe(loginKey('anna@shop'));
    expect(loginKey('anna@shop')).not.toBe(loginKey('ana@shop'));
  });
});
