import { explain } from './explain';

describe('why a server cannot be used', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'NATS: nothing listens there'],
    [{ code: '28P01', message: 'password authentication failed' }, 'NATS: it refuses the password'],
    [
      new AggregateError([Object.assign(new Error('a'), { code: 'ENOTFOUND' })]),
      'NATS: its host name is not known',
    ],
    [
      new TypeError('fetch failed', { cause: { code: 'CERT_HAS_EXPIRED' } }),
      'NATS: its TLS certificate has expired',
    ],
    [{ code: 'CERT_SIGNATURE_FAILURE' }, 'NATS: its TLS certificate is not trusted'],
    [
      new Error("ENOENT: no such file or directory, open '/ca.crt'"),
      "NATS: ENOENT: no such file or directory, open '/ca.crt'",
    ],
    [new Error('SASL: client password must be a string'), 'NATS: SASL: client password must be a string'],
    [new Error('Connection terminated unexpectedly'), 'NATS: Connection terminated unexpectedly'],
    [new Error('timeout expired'), 'NATS: it does not answer'],
    [new Error('something else'), 'NATS: something else'],
    ['a text', 'NATS: unknown error'],
  ])('is one sentence with a remedy: %p', (error, what) => {
    expect(explain('NATS', error)).toEqual({ what, remedy: expect.stringMatching(/\.$/) as string });
  });
});
