import { eventually } from '@rejoin/testing';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { theRun } from '../../testing/src/run/run-environment';
import { clusterCertificates } from './cluster-certificates';
import { freePort } from './free-port';
import { startNats, type NatsServer } from './nats';
import { routeTls, type NatsCluster } from './nats-cluster';

const host = '127.0.0.1';
const secret = 'the password of the cluster';

interface Place {
  readonly name: string;
  readonly clusterPort: number;
  readonly monitorPort: number;
}

describe('the servers of a NATS cluster', () => {
  const running: NatsServer[] = [];
  let first: Place;
  let tls: NatsCluster['tls'];

  const certificates = async () => {
    const folder = mkdtempSync(join(theRun().folder, 'certificates-'));
    for (const [name, text] of Object.entries(await clusterCertificates([host])))
      writeFileSync(join(folder, name), text);
    return routeTls(folder, host);
  };
  const place = async (name: string): Promise<Place> => ({
    name,
    clusterPort: await freePort(),
    monitorPort: await freePort(),
  });
  const logOf = ({ name }: Place) => join(theRun().folder, `route-${name}.log`);
  const start = async (at: Place, changed: Partial<NatsCluster> = {}) => {
    const { name: node, clusterPort: port, monitorPort } = at;
    const members = [...new Set([first, at])].map(({ clusterPort }) => `${host}:${clusterPort}`);
    const server = await startNats({
      storeDir: mkdtempSync(join(theRun().folder, `${node}-`)),
      port: await freePort(),
      monitorPort,
      binary: theRun().nats,
      logFile: logOf(at),
      cluster: { node, port, members, secret, tls, ...changed },
    });
    running.push(server);
  };
  /** The other servers that this one is connected to. */
  const routesOf = async ({ monitorPort }: Place) => {
    const answer = await fetch(`http://${host}:${monitorPort}/routez`);
    const { routes } = (await answer.json()) as { routes: { remote_id: string }[] | null };
    return new Set((routes ?? []).map(({ remote_id }) => remote_id)).size;
  };
  const told = (at: Place) => readFileSync(logOf(at), 'utf8');

  beforeAll(async () => {
    tls = await certificates();
    first = await place('first');
    await start(first);
  });
  afterAll(() => Promise.all(running.map((server) => server.stop())));

  it('refuse one with a certificate of another authority, or with another password, and admit one with both', async () => {
    const [stranger, guesser, friend] = [
      await place('stranger'),
      await place('guesser'),
      await place('friend'),
    ];
    await start(stranger, { tls: await certificates() });
    await eventually(() => expect(told(first)).toMatch(/TLS.*(certificate|unknown)/), { timeout: 20_000 });
    // It trusts the authority and is trusted, so that only the password is wrong.
    await start(guesser, { secret: 'another password' });
    await eventually(() => expect(told(first) + told(guesser)).toMatch(/authenti|Authoriz/i), {
      timeout: 20_000,
    });
    expect([await routesOf(first), await routesOf(stranger), await routesOf(guesser)]).toEqual([0, 0, 0]);
    await start(friend);
    await eventually(async () => expect([await routesOf(first), await routesOf(friend)]).toEqual([1, 1]), {
      timeout: 20_000,
    });
    expect([await routesOf(stranger), await routesOf(guesser)]).toEqual([0, 0]);
  });
});
