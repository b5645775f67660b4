import { ClientAddresses, networkOf, plainAddress } from './client-address';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as Parameters<ClientAddresses['of']>[0];

describe('the address of a client', () => {
  const addresses = new ClientAddresses(['10.0.0.0/8', 'fd00::/8']);

  it.each<[string, string | undefined, string | undefined, string]>([
    ['is that of the connection', '203.0.113.7', undefined, '203.0.113.7'],
    ['is IPv4 when it is mapped to IPv6', '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['is IPv4 in every spelling of a mapped one', '0:0:0:0:0:FFFF:CB00:7107', undefined, '203.0.113.7'],
    ['is the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['is the same for another address of that /64', '2001:db8:1:2::1', undefined, '2001:db8:1:2::/64'],
    [
      'is the same when it is written with leading zeros',
      '2001:0DB8:0001:2::9',
      undefined,
      '2001:db8:1:2::/64',
    ],
    ['is the /64 of an address with an IPv4 part', '64:ff9b::192.0.2.1', undefined, '64:ff9b:0:0::/64'],
    ['is the /64 of this machine', '::1', undefined, '0:0:0:0::/64'],
    ['has no zone', 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
    ['is not the forwarded one of an unknown peer', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['is the forwarded one of a balancer', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['is the forwarded one of a mapped balancer', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'is the one that the first of two balancers saw',
      'fd00::1',
      '6.6.6.6, 198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['may come with a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['may come in brackets', '10.1.2.3', '[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['is the balancer when it forwards no address', '10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['is the balancer when it forwards nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['is unknown when the connection is gone', undefined, undefined, 'unknown'],
  ])('%s', (_, remote, forwarded, expected) => {
    expect(addresses.of(from(remote, forwarded))).toBe(expected);
  });

  it('of a balancer that is not configured is reported once, however many requests it forwards', () => {
    const strict = new ClientAddresses(['10.0.0.0/8']);
    const told: string[] = [];
    strict.onUntrusted((peer) => told.push(peer));
    strict.of(from('10.1.2.3', '198.51.100.1'));
    strict.of(from('203.0.113.7'));
    expect(told).toEqual([]);
    for (let i = 0; i < 3; i++) strict.of(from('203.0.113.7', '198.51.100.1'));
    expect(told).toEqual(['203.0.113.7']);
  });

  it('is undefined for a text that is no address', () => {
    for (const text of ['', 'shop.example', '1.2.3', '::g', '1.2.3.4.5']) {
      expect(plainAddress(text)).toBeUndefined();
    }
  });
});

describe('the network of an address that another service has passed on', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:4711', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['shop.example', 'unknown'],
    ['', 'unknown'],
  ])('of %j is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
