import { Overloaded } from '@rejoin/persistence';
import type { ServiceLog } from '@rejoin/service';
import { z } from 'zod';
import { FrameReader } from './frame-reader';
import type { Socket } from './socket';

const Frame = z.object({ type: z.enum(['start', 'send']), requestId: z.string() });

/** Creates a frame reader on a socket that records what it does. `establish` identifies the client. */
function reader(establish: () => Promise<object>) {
  const refused: unknown[] = [];
  const logged: unknown[] = [];
  const closed: number[] = [];
  const socket = {
    isOpen: true,
    onMessage: () => undefined,
    onClose: () => () => undefined,
    refuse: (...why: unknown[]) => refused.push(why),
    close: (code: number) => closed.push(code),
    markAuthenticated: () => undefined,
    send: () => undefined,
  } as unknown as Socket;
  const log = { error: (...what: unknown[]) => logged.push(what) } as unknown as ServiceLog;
  const frames = new FrameReader(socket, Frame, log, {
    side: 'customer',
    isFirst: (request): request is z.infer<typeof Frame> & { type: 'start' } => request.type === 'start',
    establish,
    handle: () => Promise.resolve({}),
  });
  const ask = async (requestId: string, type = 'start') => {
    const text = JSON.stringify({ type, requestId });
    frames.read(text, text.length);
    await new Promise(setImmediate);
  };
  return { refused, logged, closed, ask };
}

describe('a first frame', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] }));
  afterEach(() => jest.useRealTimers());

  it('during an overload is refused as unavailable, without a logged error, and can be repeated', async () => {
    const outcomes = [() => Promise.reject(new Overloaded()), () => Promise.resolve({})];
    const { refused, logged, ask } = reader(() => (outcomes.shift() ?? (() => Promise.resolve({})))());
    await ask('r1');
    await ask('r2');
    expect(refused).toEqual([['unavailable', 'r1']]);
    expect(logged).toEqual([]);
  });

  it('that was unavailable leaves later frames unavailable, while a frame before any first one is malformed', async () => {
    const { refused, closed, ask } = reader(() => Promise.reject(new Overloaded()));
    await ask('r1');
    await ask('r2', 'send');
    expect(refused).toEqual([
      ['unavailable', 'r1'],
      ['unavailable', 'r2'],
    ]);
    expect(closed).toEqual([]);
    const other = reader(() => Promise.resolve({}));
    await other.ask('r1', 'send');
    expect([other.refused, other.closed]).toEqual([[['malformed', 'r1']], [4400]]);
  });

  it('that is late ends the connection, and the client may connect again', async () => {
    const { refused, closed } = reader(() => Promise.resolve({}));
    jest.advanceTimersByTime(10_000);
    await new Promise(setImmediate);
    expect([refused, closed]).toEqual([[], [1013]]);
  });

  it('that arrived while this process was busy is read', async () => {
    const { closed, ask } = reader(() => Promise.resolve({}));
    jest.advanceTimersByTime(10_000);
    await ask('r1');
    expect(closed).toEqual([]);
  });

  it('that fails for another reason is refused as unavailable and logged as an error', async () => {
    const { refused, logged, ask } = reader(() => Promise.reject(new Error('a bug')));
    await ask('r1');
    expect(refused).toEqual([['unavailable', 'r1']]);
    expect(logged).toHaveLength(1);
  });
});
