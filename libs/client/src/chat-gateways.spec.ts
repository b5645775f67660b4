import { eventually } from '@rejoin/testing';
import { ConnectionCutter } from '@rejoin/servers';
import { WebSocket } from 'ws';
import { asked, Browser, chat, gateway, live, lost, world } from '../test/chats.fixture';
import { ContractGateway } from '../test/contract-gateway';

describe('a chat that looks for a gateway', () => {
  it('uses the gateway that answers while another one does not answer', async () => {
    const silent = await ConnectionCutter.before(gateway.url);
    silent.silence();
    const client = chat({ endpoints: [silent.url, gateway.url], random: () => 0 });
    const began = performance.now();
    await client.start();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(silent.connections).toBeLessThanOrEqual(1);
    await silent.close();
  });

  it('learns the other gateways from the one it knows, also for the next page, and uses them', async () => {
    const other = await ContractGateway.start(world);
    const storage = new Browser();
    world.endpoints = [gateway.url, other.url, 'not an address'];
    const endpoints = [gateway.url];
    const client = chat({ storage, endpoints });
    await client.start();
    await client.widget();
    await gateway.stop();
    expect(await client.send('by the other one')).toMatchObject({ seq: 1 });
    client.leave();
    expect(await chat({ storage, endpoints }).restore()).toMatchObject({ created: false });
    await other.stop();
  });

  it('continues with the next address when the page may not connect to one', async () => {
    class Strict extends WebSocket {
      constructor(url: string) {
        if (url.startsWith('ws://insecure')) throw new Error('SecurityError');
        super(url);
      }
    }
    const client = chat({ endpoints: ['http://insecure.example', gateway.url], WebSocket: Strict });
    await expect(client.start()).resolves.toMatchObject({ created: true });
  });

  it('tries the next gateway', async () => {
    const other = await ContractGateway.start(world);
    const client = chat({ endpoints: [gateway.url, other.url] });
    await client.start();
    await gateway.stop();
    await eventually(() => other.connections === 1);
    expect(await client.send('here now')).toMatchObject({ seq: 1 });
    client.leave();
    await other.stop();
  });

  it('waits as long as a stopping server requests, and reconnects', async () => {
    const client = chat();
    await client.start();
    const waits: number[] = [];
    client.on('connection', (status) => status.phase === 'waiting' && waits.push(status.retryInMs));
    gateway.tell({ type: 'moving', retryAfterSeconds: 0.2 });
    await lost(client);
    await live(client);
    expect(waits).toEqual([200]);
  });

  it('reconnects after 1012, and never treats a close as the end', async () => {
    const client = chat();
    await client.start();
    for (const code of [1000, 1001, 1011, 1012]) {
      const before = asked('resume').length;
      gateway.close(code);
      await eventually(() => asked('resume').length === before + 1);
      await live(client);
    }
  });

  it('waits as requested when the resume is refused temporarily', async () => {
    const client = chat();
    await client.start();
    let refusals = 2;
    world.instead = ({ type }) =>
      type === 'resume' && refusals-- > 0 ? { name: 'unavailable', retryAfterSeconds: 0.05 } : undefined;
    gateway.drop();
    await lost(client);
    await live(client);
    expect(asked('resume')).toHaveLength(3);
  });
});
