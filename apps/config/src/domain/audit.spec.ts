import fc from 'fast-check';
import { entryFor, withoutSecrets, type AuditEntry } from './audit';
import { shop } from './shop.fixture';

describe('the copy of a value in the audit log', () => {
  it('is complete when nothing is secret', () => {
    for (const value of [null, shop.widget, shop.accounts, shop.agents]) {
      expect(withoutSecrets(value)).toEqual(value);
    }
  });

  it('leaves out fields that are named like a secret, at any depth', () => {
    const names = fc.constantFrom('password', 'passwordHash', 'clientSecret', 'access_token', 'privateKey');
    const secret = 'hush-hush';
    const holder = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        names.map((name) => ({ [name]: secret })),
        names.map((name) => ({ [name]: { inner: [secret] } })),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(fc.property(holder, (value) => !JSON.stringify(withoutSecrets(value)).includes(secret)));
  });

  it('leaves out private keys, whatever the field is called', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----';
    expect(withoutSecrets({ keys: [{ publicKey: pem }] })).toEqual({ keys: [{ publicKey: '[redacted]' }] });
  });
});

describe('an audit entry about an account', () => {
  const entry: AuditEntry = {
    seq: 1,
    at: '2026-01-01T00:00:00.000Z',
    by: { as: 'account', accountId: 'admin', displayName: 'Admin' },
    what: 'account',
    id: 'anna',
    name: 'Anna',
    action: 'changed',
    version: 2,
    old: { login: 'anna@shop' },
    new: { login: 'anna@example' },
  };

  it('shows its details to administrators only', () => {
    expect(entryFor(['administrator'], entry)).toEqual(entry);
    expect(entryFor(['supervisor'], entry)).toEqual({ ...entry, old: null, new: null });
  });

  it('differs from other entries, which supervisors see completely', () => {
    const other = { ...entry, what: 'widget' } as const;
    expect(entryFor(['supervisor'], other)).toEqual(other);
  });
});
