import { AgentClient, ChatClient } from '@rejoin/client';
import { projectFolder, type RunningSystem } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { memory, quick } from '../../test/journeys/people';
import { freeBase } from './ports.fixture';

const patience = { timeout: 150_000, interval: 50 };
jest.setTimeout(400_000);

/** A small disk that only the system has, and that is gone with it. Making one takes the rights of root on Linux. */
const smallDisk = [
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs -o size=320m tmpfs "$REJOIN_DATA" && exec "$@"',
  'sh',
];
const canMakeOne = spawnSync('unshare', ['--mount', 'true']).status === 0;

(canMakeOne ? describe : describe.skip)('npm start on a disk that is full for a while', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-full-'));
  const acknowledged: string[] = [];
  let child: ChildProcess;
  let said = '';
  let running: RunningSystem;
  const desks: AgentClient[] = [];
  const chats: ChatClient[] = [];
  let socket: WebSocket | undefined;

  beforeAll(async () => {
    const main = join(projectFolder(), 'dist', 'tools', 'start', 'main.js');
    const { DATABASE_URL: _database, NATS_URL: _nats, ...environment } = process.env;
    const command = [process.execPath, main, '--port', String(await freeBase())];
    child = spawn('unshare', [...smallDisk, ...command], {
      env: { ...environment, REJOIN_DATA: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(said);
      return said.includes('Rejoin is ready');
    }, patience);
    running = JSON.parse(readFileSync(inside('running.json'), 'utf8')) as RunningSystem;
    // Two agents, since one has room for two chats.
    for (const login of ['anna@demo', 'ben@demo']) {
      const desk = new AgentClient({ endpoints: running.gateways, WebSocket, ...quick });
      desks.push(desk);
      await desk.signIn({ login, password: 'rejoin-demo' });
    }
  });
  afterAll(async () => {
    for (const desk of desks) desk.leave();
    for (const chat of chats) chat.leave();
    socket?.terminate();
    child.kill('SIGINT');
    await eventually(() => child.exitCode !== null || child.signalCode !== null, patience);
    rmdirSync(folder);
  });

  /** A file of the system, as its own processes see it. */
  const inside = (name: string) => `/proc/${String(child.pid)}/root${join(folder, name)}`;

  const chat = () => {
    const one = new ChatClient({
      endpoints: running.gateways,
      widgetId: 'demo',
      WebSocket,
      origin: new URL(running.portal).origin,
      storage: memory(),
      ...quick,
    });
    chats.push(one);
    return one;
  };

  function fill(): void {
    const file = openSync(inside('filler'), 'w');
    try {
      for (const size of [1 << 20, 4096]) for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** A customer who is told what the server says, and does not try again. */
  async function stranger(): Promise<(text: string) => Promise<string>> {
    const own = new WebSocket(`${running.url.replace('http', 'ws')}/v1/chat`, {
      origin: new URL(running.portal).origin,
    });
    socket = own;
    let asked = 0;
    const ask = async (frame: object): Promise<string> => {
      const id = `r${++asked}`;
      const answered = new Promise<string>((resolve) => {
        const hear = (data: Buffer) => {
          const { type, requestId, name } = JSON.parse(data.toString()) as Record<string, string>;
          if (requestId !== id) return;
          own.off('message', hear);
          resolve(type === 'refused' ? String(name) : String(type));
        };
        own.on('message', hear);
      });
      own.send(JSON.stringify({ requestId: id, ...frame }));
      return answered;
    };
    await once(own, 'open');
    await ask({ type: 'start', widgetId: 'demo', secret: randomBytes(32).toString('base64url') });
    return (text) => ask({ type: 'send', text });
  }

  it('loses nothing, says what is to be done, and goes on by itself when there is room', async () => {
    const first = chat();
    await first.start();
    await eventually(() => first.conversation?.agent != null, patience);
    const sent: Promise<unknown>[] = [];
    const say = (text: string) => {
      sent.push(first.send(text).then(() => acknowledged.push(text)));
    };
    // Long and not to be compressed, so that what Postgres has in reserve does not last.
    const long = () => randomBytes(15_000).toString('base64');
    const impatient = await stranger();
    say('before');

    fill();
    await eventually(
      async () => {
        say(long());
        return (await impatient(long())) === 'unavailable';
      },
      { ...patience, interval: 250 },
    );
    await eventually(() => said.includes('is full; make room there'), patience);
    await eventually(() => first.outgoing.length > 0, patience);
    // Long enough for keepers to end what hangs.
    const fullSince = performance.now();
    await eventually(() => performance.now() - fullSince > 15_000, patience);
    expect(await impatient(long())).toBe('unavailable');
    expect(child.exitCode).toBeNull();
    expect(said).not.toMatch(/(gateway-\d|routing|config|reconnection-timer) ended/);

    rmSync(inside('filler'));
    await eventually(() => first.outgoing.length === 0, patience);
    await Promise.all(sent);
    const second = chat();
    await eventually(() => second.start().then(() => true), patience);
    await eventually(() => second.conversation?.agent != null, patience);
    const texts = first.entries.flatMap(({ kind, text }) => (kind === 'message' ? [text] : []));
    expect(texts).toHaveLength(acknowledged.length);
    expect(new Set(texts)).toEqual(new Set(acknowledged));
  });
});
