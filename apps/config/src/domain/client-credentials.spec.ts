import { readClientCredentials } from './client-credentials';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const grant = { grant_type: 'client_credentials' };

describe('a request for a token', () => {
  it('names its client by HTTP Basic or in the form', () => {
    const client = { id: 'crm', secret: 's:e c+r', scope: undefined };
    expect(readClientCredentials(basic('crm:s%3Ae+c%2Br'), grant)).toEqual(client);
    expect(readClientCredentials(basic('crm:s:e c%2Br'), { ...grant, client_id: 'crm' })).toEqual(client);
    const form = { ...grant, client_id: 'crm', client_secret: 's:e c+r', scope: 'a b' };
    expect(readClientCredentials(undefined, form)).toEqual({ ...client, scope: 'a b' });
  });

  it.each([
    ['no form', undefined, undefined, 'invalid_request'],
    ['no grant', undefined, { client_id: 'crm', client_secret: 's' }, 'invalid_request'],
    ['another grant', undefined, { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a parameter twice', undefined, { ...grant, scope: ['a', 'b'] }, 'invalid_request'],
    ['an empty parameter', undefined, { ...grant, client_id: '' }, 'invalid_request'],
    ['a parameter that is too long', undefined, { ...grant, scope: 'x'.repeat(501) }, 'invalid_request'],
    ['NUL', undefined, { ...grant, client_id: '\0' }, 'invalid_request'],
    ['both ways', basic('crm:s'), { ...grant, client_secret: 's' }, 'invalid_request'],
    ['two clients', basic('crm:s'), { ...grant, client_id: 'other' }, 'invalid_client'],
    ['no client', undefined, grant, 'invalid_client'],
    ['no secret', basic('crm'), grant, 'invalid_client'],
    ['a bearer', 'Bearer x', grant, 'invalid_client'],
    ['a broken encoding', basic('crm:%ZZ'), grant, 'invalid_client'],
  ] as const)('is refused with %s', (_, authorization, form, error) => {
    expect(readClientCredentials(authorization, form)).toBe(error);
  });
});
