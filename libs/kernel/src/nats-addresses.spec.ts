import { natsAddresses } from './nats-addresses';

describe('the addresses of a NATS_URL', () => {
  it.each([
    ['nats://timer:secret@one:4222', ['nats://timer:secret@one:4222']],
    ['timer@one:4222', ['nats://timer@one:4222']],
    ['tls://one:4222?ca=/ca.pem,two', ['tls://one:4222?ca=/ca.pem', 'nats://two']],
  ])('are, for %s, %p', (natsUrl, addresses) => {
    expect(natsAddresses(natsUrl).map(({ href }) => href)).toEqual(addresses);
  });

  it('do not exist for what is not an address', () => {
    expect(() => natsAddresses('nats://one,nats://two:many')).toThrow(/Invalid URL/);
  });
});
