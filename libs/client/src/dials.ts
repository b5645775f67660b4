import type { Socket } from './platform';

/** Sockets that are not open yet. One that takes too long is given up. */
export class Dials {
  private readonly underWay = new Map<Socket, ReturnType<typeof setTimeout>>();

  get count(): number {
    return this.underWay.size;
  }

  add(socket: Socket, withinMs: number, opened: () => void, failed: () => void): void {
    const fail = (): void => {
      this.hangUp(socket);
      failed();
    };
    this.underWay.set(socket, setTimeout(fail, withinMs));
    socket.onopen = () => {
      clearTimeout(this.underWay.get(socket));
      this.underWay.delete(socket);
      this.hangUpAll();
      opened();
    };
    socket.onclose = fail;
    // What follows an error is always a close.
    socket.onerror = () => undefined;
  }

  hangUpAll(): void {
    for (const socket of this.underWay.keys()) this.hangUp(socket);
  }

  private hangUp(socket: Socket): void {
    clearTimeout(this.underWay.get(socket));
    this.underWay.delete(socket);
    hangUp(socket);
  }
}

/** Ends a socket of which nothing is to be heard any more; `terminate` where a goodbye may never be answered. */
export function hangUp(socket: Socket, how: 'close' | 'terminate' = 'close'): void {
  socket.onopen = socket.onmessage = socket.onclose = null;
  if (how === 'terminate' && socket.terminate) socket.terminate();
  else socket.close(1000);
}
