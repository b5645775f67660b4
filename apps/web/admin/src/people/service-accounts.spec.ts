import { serviceAccountProblems } from './service-accounts';

describe('a service account that is filled in', () => {
  it('needs a name and a scope', () => {
    const right = { name: 'CRM', scopes: ['figures:read' as const], active: true };
    expect([...serviceAccountProblems(right)]).toEqual([]);
    const wrong = serviceAccountProblems({ ...right, name: ' ', scopes: [] });
    expect([...wrong.keys()]).toEqual(['/name', '/scopes']);
    expect(serviceAccountProblems({ ...right, name: 'x'.repeat(201) }).get('/name')?.code).toBe('too-long');
  });
});
