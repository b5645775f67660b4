import { ServiceAccountSettings } from '@rejoin/contracts';
import { endsTokens, grantedScopes } from './service-account';

describe('a service account', () => {
  const crm: ServiceAccountSettings = {
    name: 'CRM',
    scopes: ['conversations:read', 'figures:read'],
    active: true,
  };

  it.each([
    ['no scopes', { scopes: [] }],
    ['a scope twice', { scopes: ['figures:read', 'figures:read'] }],
    ['an unknown scope', { scopes: ['everything'] }],
    ['no name', { name: '' }],
    ['spaces around the name', { name: ' CRM' }],
  ])('cannot have %s', (_, change) => {
    expect(ServiceAccountSettings.safeParse(crm).success).toBe(true);
    expect(ServiceAccountSettings.safeParse({ ...crm, ...change }).success).toBe(false);
  });

  it('loses its tokens when it is deactivated or loses a scope, and by no other change', () => {
    expect(endsTokens(crm, { ...crm, active: false })).toBe(true);
    expect(endsTokens(crm, { ...crm, scopes: ['figures:read'] })).toBe(true);
    expect(endsTokens(crm, { ...crm, name: 'Other', scopes: [...crm.scopes, 'windows:read'] })).toBe(false);
  });

  it('gets the requested scopes that it has, or all its scopes when it requests none', () => {
    expect(grantedScopes(undefined, crm.scopes)).toEqual(crm.scopes);
    expect(grantedScopes('figures:read', crm.scopes)).toEqual(['figures:read']);
    expect(grantedScopes('figures:read windows:read', crm.scopes)).toBeUndefined();
    expect(grantedScopes('', crm.scopes)).toBeUndefined();
  });
});
