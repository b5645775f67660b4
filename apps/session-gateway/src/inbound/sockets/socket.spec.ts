import { closeCodes } from '@rejoin/contracts';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';
import { Socket } from './socket';

/** A stand-in for a `ws` socket. The test decides whether it answers pings and closes. */
class Peer extends EventEmitter {
  readonly OPEN = 1;
  readonly bufferedAmount = 0;
  readyState = 1;
  readonly ping = jest.fn();
  readonly close = jest.fn();

  terminate(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.emit('close', 1006);
  }
}

describe('a socket whose client has been silent for eight seconds', () => {
  let peer: Peer;
  let socket: Socket;

  beforeEach(() => {
    jest.useFakeTimers();
    peer = new Peer();
    socket = new Socket(peer as unknown as WebSocket, new PassThrough(), 'gateway-1', undefined, '127.0.0.1');
    pass(8);
  });
  afterEach(() => jest.useRealTimers());

  it('is not lost', () => {
    expect(socket.lostForMs).toBe(0);
  });

  it('is lost since its close', () => {
    peer.terminate();
    pass(1);
    expect(socket.lostForMs).toBe(1_000);
  });

  it('is lost since it was last alive when a pong is missing, after 28 s at most', () => {
    const closed = jest.fn();
    socket.onClose(closed);
    pass(20);
    expect(closed).toHaveBeenCalledTimes(1);
    expect(socket.lostForMs).toBe(28_000);
    expect(socket.disconnectReason).toBe('silent');
  });

  it('tells once that it is closed, also whoever asks afterwards, and nobody who no longer wants to know', () => {
    const [before, removed, after] = [jest.fn(), jest.fn(), jest.fn()];
    socket.onClose(before);
    socket.onClose(removed)();
    peer.emit('close', 1006);
    peer.emit('close', 1006);
    socket.onClose(after);
    expect([before, removed, after].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 1]);
  });

  it('is lost since its close when it answered the ping before', () => {
    pass(10);
    expect(peer.ping).toHaveBeenCalledTimes(1);
    peer.emit('pong');
    pass(12);
    peer.terminate();
    expect(socket.lostForMs).toBe(0);
  });

  it.each([
    { code: 1000, reason: 'left' },
    { code: 1001, reason: 'left' },
    { code: 1006, reason: 'broken' },
    { code: 4999, reason: 'broken' },
  ])('ended as its client or its network ended it: $code is $reason', ({ code, reason }) => {
    peer.emit('close', code);
    expect(socket.disconnectReason).toBe(reason);
  });

  it.each([
    { code: closeCodes.moving, reason: 'moving' },
    { code: closeCodes.superseded, reason: 'superseded' },
    { code: closeCodes.denied, reason: 'denied' },
    { code: closeCodes.malformed, reason: 'malformed' },
    { code: closeCodes.tooLarge, reason: 'too-large' },
    { code: closeCodes.tooMany, reason: 'too-many' },
    { code: closeCodes.silent, reason: 'no-first-frame' },
  ])('ended because it was closed as $reason, whatever code comes back', ({ code, reason }) => {
    socket.close(code, 'because');
    peer.emit('close', 1006);
    expect(socket.disconnectReason).toBe(reason);
  });

  it('ended as the network ended it when it was closed too late', () => {
    peer.terminate();
    socket.close(closeCodes.moving, 'reconnect elsewhere');
    expect(socket.disconnectReason).toBe('broken');
  });

  function pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      jest.advanceTimersByTime(1_000);
      socket.checkAlive();
    }
  }
});

/** A stand-in for a WebSocket whose reader takes as many bytes as the test allows. */
class FakeTransport extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly take: (() => void)[] = [];

  send(data: string, taken: () => void): void {
    this.bufferedAmount += data.length;
    this.take.push(() => {
      this.bufferedAmount -= data.length;
      taken();
    });
  }

  ping(): void {
    // The test sends the pong.
  }

  terminate(): void {
    this.readyState = 3;
    this.emit('close');
  }
}

describe('a socket with a slow reader', () => {
  let transport: FakeTransport;
  let socket: Socket;
  beforeEach(() => {
    jest.useFakeTimers();
    transport = new FakeTransport();
    socket = new Socket(
      transport as unknown as WebSocket,
      new PassThrough(),
      'gateway',
      undefined,
      '127.0.0.1',
    );
  });
  afterEach(() => jest.useRealTimers());

  const send = () => socket.send({ type: 'left', conversationId: 'c' });
  const seconds = (count: number) => {
    for (let n = 0; n < count; n++) {
      jest.advanceTimersByTime(1_000);
      socket.checkAlive();
    }
  };

  it('is terminated when it does not answer a ping', () => {
    seconds(24);
    expect(socket.isOpen).toBe(true);
    seconds(3);
    expect(socket.isOpen).toBe(false);
  });

  it('stays open as long as its reader takes bytes, however slowly', () => {
    for (let n = 0; n < 20; n++) send();
    for (let n = 0; n < 18; n++) {
      seconds(8);
      transport.take.shift()?.();
    }
    expect(socket.isOpen).toBe(true);
  });

  it('is closed when its reader takes no bytes, whatever it sends', async () => {
    const page = socket.backpressure.page(() => Promise.resolve('read'));
    for (let n = 0; n < 70; n++) {
      send();
      transport.emit('pong');
      seconds(1);
    }
    expect(socket.isOpen).toBe(false);
    expect(await page).toBe('read');
    expect(socket.disconnectReason).toBe('reads-too-slowly');
  });
});
