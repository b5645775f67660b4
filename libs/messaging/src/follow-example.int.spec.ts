import { streamOf } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageSent, TwoServices, upTo } from './two-services.fixture';

const root = join(__dirname, '../../..');
const examples = join(root, 'docs/examples');
const stream = streamOf('session-gateway');
const hasPython = spawnSync('python3', ['--version']).status === 0;

const programs: [language: string, command: string[]][] = [
  ['JavaScript', [process.execPath, join(examples, 'follow.mjs')]],
  ...(hasPython
    ? [['Python', ['python3', join(examples, 'follow.py'), ':memory:']] as [string, string[]]]
    : []),
];

/** The example in JavaScript uses the library as it was built. */
function buildLibrary(): void {
  if (existsSync(join(root, 'dist/libs/events/src/index.js'))) return;
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const options = ['-d', 'dist', '--config-file', '.swcrc', '--ignore', '**/*.spec.ts', '--quiet'];
  execFileSync(process.execPath, [swc, 'libs/events', ...options], { cwd: root });
}

describe.each(programs)('the subscriber of the documents in %s, starting with no state', (_, command) => {
  let services: TwoServices;
  let append: ReturnType<TwoServices['produce']>['append'];
  let stop: () => void = () => undefined;
  let said = '';
  let complained = '';

  beforeAll(() => buildLibrary());
  beforeEach(async () => {
    services = await TwoServices.start();
    ({ append } = services.produce());
    said = complained = '';
  });
  afterEach(async () => {
    stop();
    await services.stop();
  });

  const follow = () => {
    const [program = '', ...args] = command;
    const follower = spawn(program, args, {
      env: { PATH: process.env['PATH'], NATS_URL: services.nats.urlOf('integrator') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    follower.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    follower.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    stop = () => void follower.kill('SIGKILL');
  };
  const heard = (id: string) =>
    said
      .split('\n')
      .filter((line) => line.startsWith(`session/${id} `))
      .map((line) => Number(line.split(' ')[1]));
  const hears = (id: string, versions: number[]) =>
    eventually(() => expect(heard(id)).toEqual(versions), { timeout: 45_000 });

  it('receives all 1,600 facts of a conversation from a stream that was created again', async () => {
    for (const part of upTo(16)) await append(upTo(100).map((n) => messageSent('long', 100 * part + n)));
    await eventually(async () => (await services.unpublished()) === 0);
    const { manager } = await services.jetstream();
    await manager.streams.delete(stream);
    // What newer servers allow by default.
    const limit = { max_ack_pending: 1_000 };
    await eventually(async () => {
      const { state } = await manager.streams.info(stream);
      await manager.consumers.update(stream, 'integrator', limit);
      return state.messages >= 1_600;
    });
    follow();
    await append([messageSent('long', 1601), messageSent('short', 1)]);
    await hears('long', upTo(1_601));
    await hears('short', [1]);
    expect(complained).toBe('');
  });

  it('begins again when the system was restored, and ignores the facts of the history that has ended', async () => {
    const [before, after] = [newId(), newId()];
    const publish = (id: string, version: number, timeline: string) =>
      services.publish(id, version, 'MessageSent', undefined, timeline);
    await append([messageSent('first', 1)]);
    await eventually(async () => (await services.unpublished()) === 0);
    await publish('c1', 1, before);
    await publish('c1', 2, before);
    follow();
    await hears('c1', [1, 2]);
    await publish('c1', 1, after);
    await hears('c1', [1, 2, 1]);
    await publish('c1', 2, before);
    await publish('c1', 3, before);
    await publish('c2', 1, after);
    await hears('c2', [1]);
    await publish('c1', 2, after);
    await hears('c1', [1, 2, 1, 2]);
    expect(complained).toContain('the system was restored');
    expect(complained).not.toContain('did not come');
  });

  it('continues when a fact does not arrive: the stream begins later, or another reader acknowledged the fact', async () => {
    await append(upTo(5).map((n) => messageSent('holey', n)));
    await eventually(async () => (await services.unpublished()) === 0);
    const { js } = await services.jetstream();
    const somebody = await eventually(() => js.consumers.get(stream, 'integrator'));
    for await (const message of await somebody.fetch({ max_messages: 3, expires: 10_000 })) {
      if (message.seq === 3) message.ack();
      else message.nak();
    }
    for (const version of [7, 8]) await services.publish('begun', version);
    follow();
    await hears('begun', [7, 8]);
    await hears('holey', [1, 2, 4, 5]);
    await eventually(() => expect(complained).toContain('session/begun: 1 to 6 did not come'));
    await services.publish('begun', 9);
    await hears('begun', [7, 8, 9]);
  });
});
