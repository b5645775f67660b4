import type { Polled } from '@rejoin/contracts';
import { PollingTransport } from './polling-transport';
import { Socket } from './socket';

describe('a connection over HTTP', () => {
  let transport: PollingTransport;
  let socket: Socket;
  let ended: (() => void)[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    transport = new PollingTransport();
    socket = new Socket(transport, {}, 'gateway-1', undefined, '127.0.0.1');
    ended = [];
  });
  afterEach(() => jest.useRealTimers());

  const say = (conversationId: string) => socket.send({ type: 'left', conversationId });
  const poll = (after: number) => transport.answer(after, (onAbort) => ended.push(onAbort));
  const framesOf = ({ frames }: Polled) =>
    frames.map((text) => (JSON.parse(text) as { conversationId: string }).conversationId);
  const seconds = async (count: number) => {
    for (let n = 0; n < count; n++) {
      await jest.advanceTimersByTimeAsync(1_000);
      socket.checkAlive();
    }
  };

  it('answers a poll with the waiting frames, in order, and keeps them until they are acknowledged', async () => {
    say('a');
    say('b');
    expect(framesOf(await poll(0))).toEqual(['a', 'b']);
    expect(framesOf(await poll(0))).toEqual(['a', 'b']);
    const next = poll(2);
    expect(transport.bufferedAmount).toBe(0);
    say('c');
    expect(framesOf(await next)).toEqual(['c']);
    expect(framesOf(await poll(2))).toEqual(['c']);
  });

  it('accepts an acknowledgement of more frames than it sent as one of all', async () => {
    say('a');
    const next = poll(7);
    say('b');
    expect(framesOf(await next)).toEqual(['b']);
  });

  it('answers the older of two polls without frames', async () => {
    const [older, newer] = [poll(0), poll(0)];
    say('a');
    expect(await older).toEqual({ frames: [], close: null });
    expect(framesOf(await newer)).toEqual(['a']);
    ended[0]?.();
    expect(socket.isOpen).toBe(true);
  });

  it('limits the bytes of an answer, and sends the close code after the last frame', async () => {
    for (const name of ['a', 'b', 'c']) say(name.repeat(200_000));
    socket.close(4408, 'superseded');
    const answers = [await poll(0), await poll(1), await poll(2)];
    expect(answers.map(({ frames, close }) => [frames.length, close])).toEqual([
      [1, null],
      [1, null],
      [1, 4408],
    ]);
  });

  it('reads frames once, in the order of their numbers, and closes for a gap', () => {
    const heard: string[] = [];
    socket.onMessage({ read: (text) => heard.push(text) });
    transport.receive(1, ['a', 'b']);
    transport.receive(2, ['b', 'c']);
    transport.receive(1, ['a']);
    expect(heard).toEqual(['a', 'b', 'c']);
    transport.receive(5, ['e']);
    expect(heard).toHaveLength(3);
    expect(socket.isOpen).toBe(false);
  });

  it('is pinged by an empty answer, and lives while polls arrive', async () => {
    for (let n = 0; n < 4; n++) {
      const pendingPoll = poll(0);
      await seconds(17);
      expect(await pendingPoll).toEqual({ frames: [], close: null });
    }
    expect(socket.isOpen).toBe(true);
  });

  it('is lost since its last request when polls stop, after 28 s at most', async () => {
    const closed = jest.fn();
    socket.onClose(closed);
    void poll(0);
    await seconds(28);
    expect(closed).toHaveBeenCalledTimes(1);
    expect(socket.lostForMs).toBe(28_000);
  });

  it('is lost at once when the client aborts the open poll, and keeps no frames', async () => {
    void poll(0);
    ended[0]?.();
    await seconds(1);
    expect(socket.isOpen).toBe(false);
    expect(socket.lostForMs).toBe(1_000);
    expect(await poll(0)).toEqual({ frames: [], close: 1006 });
  });

  it('is not lost when an answered poll ends', async () => {
    const answered = poll(0);
    say('a');
    await answered;
    ended[0]?.();
    expect(socket.isOpen).toBe(true);
  });
});
