import { eventually } from '@rejoin/testing';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayFixture } from '../../gateway.fixture';

const program = join(__dirname, '../../../../../docs/examples/chat.py');

const withPython = spawnSync('python3', ['--version']).status === 0 ? describe : describe.skip;

/** Runs the Python example in a terminal of its own. */
class Terminal {
  output = '';
  readonly process: ChildProcess;

  constructor(...args: string[]) {
    this.process = spawn('python3', [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  type(connection: string): void {
    this.process.stdin?.write(`${connection}\n`);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
  }
}

withPython('the example of a client in Python', () => {
  let gateway: GatewayFixture;
  let folder: string;
  const terminals: Terminal[] = [];

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    folder = mkdtempSync(join(tmpdir(), 'rejoin-chat-'));
  });
  afterAll(async () => {
    for (const terminal of terminals) await terminal.kill();
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  function open(widgetId: string): Terminal {
    const terminal = new Terminal(gateway.url, widgetId, join(folder, `${widgetId}.json`));
    terminals.push(terminal);
    return terminal;
  }

  it('starts a chat, continues after it was killed, and sends each message once', async () => {
    const widgetId = await gateway.widget();
    const first = open(widgetId);
    first.type('Where is my parcel?');
    await eventually(() => expect(first.output).toContain('customer: Where is my parcel?'));
    const [, conversationId = ''] = /connected to (\S+)/.exec(first.output) ?? [];
    await first.kill();

    const again = open(widgetId);
    again.type('It has the number 7.');
    await eventually(() => expect(again.output).toContain('customer: It has the number 7.'));
    expect(again.output).toContain(`connected to ${conversationId}`);
    expect(again.output).not.toContain('Where is my parcel?');
    const messages = await gateway.database.query<{ text: string }>(
      `select text from entries where conversation_id = $1 and kind = 'message' order by seq`,
      [conversationId],
    );
    expect(messages.map(({ text }) => text)).toEqual(['Where is my parcel?', 'It has the number 7.']);
  });

  it('stops with a reason when no gateway accepts it', async () => {
    const terminal = open('shop-unknown');
    await eventually(() => expect(terminal.process.exitCode).toBe(0));
    expect(terminal.output).toContain("You can't open this.");
  });
});
