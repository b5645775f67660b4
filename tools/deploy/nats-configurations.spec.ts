import { natsUsers, type NatsUser } from '@rejoin/servers';
import { natsConfigurations, type NatsTerms } from './nats-configurations';
import { natsServersOf } from './nats-servers';

interface Config {
  readonly server_name: string;
  readonly accounts: object;
  readonly tls?: object;
  readonly cluster?: { tls: object; routes: string[]; authorization?: object; no_advertise: boolean };
}

const terms: NatsTerms = {
  servers: [],
  passwords: Object.fromEntries(natsUsers.map((user) => [user, `of ${user}`])) as Record<NatsUser, string>,
  readers: { crm: 'x' },
  storeDir: '/data',
  clusterPasswords: ['a/b'],
  certificates: '/run/secrets',
  clientTls: false,
};
const configsOf = (changed: Partial<NatsTerms>) =>
  Object.entries(natsConfigurations({ ...terms, ...changed })).map(
    ([name, text]) => [name, JSON.parse(text) as Config] as const,
  );
const three = ['nats', 'nats-2', 'nats-3'];

describe('the configuration of NATS', () => {
  it('of one server knows no cluster and keeps the name that its data have', () => {
    const [[name, config] = ['']] = configsOf({});
    expect([name, config?.server_name, config?.cluster]).toEqual(['nats', 'rejoin', undefined]);
  });

  it('of three servers gives each its own name and certificate, and all the same rights and routes', () => {
    const configs = configsOf({ servers: three });
    expect(configs.map(([name, { server_name }]) => [name, server_name])).toEqual(
      three.map((name) => [name, name]),
    );
    for (const [name, { cluster, accounts, tls }] of configs) {
      expect(accounts).toEqual(configsOf({})[0]?.[1].accounts);
      expect(cluster).toMatchObject({
        no_advertise: true,
        advertise: `${name}:6222`,
        authorization: { user: 'cluster', password: 'a/b' },
        routes: three.map((other) => `nats-route://cluster:a%2Fb@${other}:6222`),
        tls: {
          cert_file: `/run/secrets/${name}.crt`,
          key_file: `/run/secrets/${name}.key`,
          ca_file: '/run/secrets/nats-authority.crt',
          verify: true,
        },
      });
      expect(tls).toBeUndefined();
    }
  });

  it('while the password of the cluster is changed, uses the newest one and admits servers by their certificate', () => {
    for (const [name, { cluster }] of configsOf({ servers: three, clusterPasswords: ['new', 'old'] })) {
      expect(cluster?.authorization).toBeUndefined();
      expect(cluster?.routes).toContain(`nats-route://cluster:new@${name}:6222`);
      expect(cluster?.tls).toMatchObject({ verify: true, ca_file: '/run/secrets/nats-authority.crt' });
    }
  });

  it('encrypts the connections of clients with the same certificate when that is wanted', () => {
    for (const [name, { tls }] of configsOf({ servers: three, clientTls: true }))
      expect(tls).toMatchObject({ cert_file: `/run/secrets/${name}.crt` });
  });
});

describe('the servers that an operator names', () => {
  it('are none without NATS_SERVERS, and 3 or 5 host names or addresses', () => {
    expect(natsServersOf(undefined)).toEqual([]);
    expect(natsServersOf('')).toEqual([]);
    expect(natsServersOf('nats, nats-2,10.0.0.3')).toEqual(['nats', 'nats-2', '10.0.0.3']);
    expect(natsServersOf('a,b,c,d,e')).toHaveLength(5);
  });

  it.each([
    ['two servers', 'a,b', /names 2 servers: a cluster has 3 or 5/],
    ['one server', 'a', /names 1 servers/],
    ['a port', 'a:4222,b,c', /a:4222 is not a host name/],
    ['a path', '../a,b,c', /not a host name/],
    ['one twice', 'a,b,a', /twice/],
  ])('are refused when they name %s', (_, names, why) => {
    expect(() => natsServersOf(names)).toThrow(why);
  });
});
