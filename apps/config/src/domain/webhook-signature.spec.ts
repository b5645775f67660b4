import { signaturesOf } from './webhook-signature';

/** The example that the libraries of Standard Webhooks are tested with. */
const example = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  payload: '{"test": 2432232314}',
};
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('the signature of a webhook', () => {
  it('equals the example of Standard Webhooks', () => {
    expect(signaturesOf(example, [secret])).toBe(signature);
  });

  it('has one part for each secret, so that receivers can change over', () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const both = signaturesOf(example, [other, secret]).split(' ');
    expect(both).toHaveLength(2);
    expect(both[1]).toBe(signature);
    expect(both[0]).not.toBe(signature);
  });

  it('differs for another message, time or text', () => {
    for (const change of [{ id: 'x' }, { timestamp: 1 }, { payload: '{}' }])
      expect(signaturesOf({ ...example, ...change }, [secret])).not.toBe(signature);
  });
});
