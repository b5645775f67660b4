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

  it('loses its tokens with its activity or a scope, and with nothing else', () => {
    expect(endsTokens(crm, { ...crm, active: false })).toBe(true);
    expect(endsTokens(crm, { ...crm, scopes: ['figures:read'] })).toBe(true);
    expect(endsTokens(crm, { ...crm, name: 'Other', scopes: [...crm.scopes, 'windows:read'] })).toBe(false);
  });

  it('is granted what it asks for of what it has, and all when it asks for nothing', () => {
    expect(grantedScopes(undefined, crm.scopes)).toEqual(crm.scopes);
    expect(grantedScopes('figures:read', crm.scopes)).toEqual(['figures:read']);
    expect(grantedScopes('figures:read windows:read', crm.scopes)).toBeUndefined();
    expect(grantedScopes('', crm.scopes)).toBeUndefined();
  });
});
