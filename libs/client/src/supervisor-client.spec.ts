import { noThresholds } from '@rejoin/contracts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SupervisorClient } from './supervisor-client';

let server: Server;
let asked: (string | undefined)[][];
let refused: string | undefined;
let client: SupervisorClient;
let endpoint: string;

beforeEach(async () => {
  asked = [];
  refused = undefined;
  server = createServer(({ url, headers, method }, response) => {
    asked.push([url, headers.authorization, method]);
    response.writeHead(refused === undefined ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(refused === undefined ? { serverNow: 'now' } : { name: refused }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new SupervisorClient({ endpoints: [endpoint], token: 'one' });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe("a supervisor's client", () => {
  it('requests pages and days by their address, with the token', async () => {
    await client.windows();
    await client.windows({ workstreamId: 's1', after: 'x/y', limit: 5 });
    await client.queues();
    await client.agents({ after: null });
    await client.figures('s1');
    await client.figures('s1', '2026-11-22');
    await client.report();
    await client.report({ workstreamId: 's1', days: 7, until: '2026-11-22', withinSeconds: 20 });
    expect(asked).toEqual(
      [
        'windows',
        'windows?workstreamId=s1&after=x%2Fy&limit=5',
        'queues',
        'agents',
        'workstreams/s1/figures',
        'workstreams/s1/figures?day=2026-11-22',
        'report',
        'report?workstreamId=s1&days=7&until=2026-11-22&withinSeconds=20',
      ].map((path) => [`/v1/supervisor/${path}`, 'Bearer one', 'GET']),
    );
  });

  it('acts on conversations, in sequence or several at once', async () => {
    await Promise.all([client.extend('c1'), client.giveUp('c2'), client.transfer('c3', 'ben')]);
    expect(asked.map(([path, , method]) => `${method} ${path}`).sort()).toEqual([
      'POST /v1/supervisor/conversations/c1/extend',
      'POST /v1/supervisor/conversations/c2/give-up',
      'POST /v1/supervisor/conversations/c3/transfer',
    ]);
  });

  it('reads alerts, and reads and sets their thresholds', async () => {
    await client.alerts();
    await client.alertThresholds('s1');
    await client.setAlertThresholds('s1', 3, noThresholds);
    expect(asked.map(([path, , method]) => `${method} ${path}`)).toEqual([
      'GET /v1/supervisor/alerts',
      'GET /v1/supervisor/workstreams/s1/alert-thresholds',
      'POST /v1/supervisor/workstreams/s1/alert-thresholds',
    ]);
  });

  it('lists, monitors and assigns ongoing conversations, and sets agents to offline', async () => {
    await client.ongoing({ search: '%_', status: 'waiting' });
    await client.monitor('c/1');
    await client.monitor('c1', 7);
    await client.assign('c1', 'ben');
    await client.forceOffline('ben');
    await client.blockCustomer('c1', { hours: null });
    await client.blocks({ limit: 7 });
    await client.unblock('b1');
    expect(asked.map(([path, , method]) => `${method} ${path}`)).toEqual([
      'POST /v1/supervisor/conversations/search',
      'GET /v1/supervisor/conversations/c%2F1',
      'GET /v1/supervisor/conversations/c1?after=7',
      'POST /v1/supervisor/conversations/c1/assign',
      'POST /v1/supervisor/agents/ben/force-offline',
      'POST /v1/supervisor/conversations/c1/block',
      'GET /v1/supervisor/blocks?limit=7',
      'POST /v1/supervisor/blocks/b1/remove',
    ]);
  });

  it('uses the next gateway for all requests when one cannot be reached', async () => {
    const unreachable = 'http://unreachable.example';
    const tried: string[] = [];
    client = new SupervisorClient({
      endpoints: [unreachable, endpoint],
      token: 'one',
      random: () => 0,
      fetch: (url, init) => {
        tried.push(new URL(String(url)).origin);
        return String(url).startsWith(unreachable) ? Promise.reject(new TypeError()) : fetch(url, init);
      },
    });
    await Promise.all([client.windows(), client.queues(), client.agents(), client.extend('c1')]);
    expect(tried).toEqual([...Array<string>(4).fill(unreachable), ...Array<string>(4).fill(endpoint)]);
  });

  it('rejects when its sign-in has expired, and continues with another token', async () => {
    refused = 'sign-in-expired';
    await expect(client.queues()).rejects.toMatchObject({ name: 'sign-in-expired' });
    refused = undefined;
    client.token = 'two';
    expect(await client.queues()).toEqual({ serverNow: 'now' });
    expect(asked.at(-1)).toEqual(['/v1/supervisor/queues', 'Bearer two', 'GET']);
  });
});
