import { closeCodes } from '@rejoin/contracts/plain';
import type { Socket } from './platform';

/** Sockets that are not open yet. One that takes too long is closed. */
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
    // An `error` event is always followed by `close`.
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

/** Ends a socket and removes its listeners. Use `terminate` where the peer may never answer a closing handshake. */
export function hangUp(socket: Socket, how: 'close' | 'terminate' = 'close'): void {
  socket.onopen = socket.onmessage = socket.onclose = null;
  if (how === 'terminate' && socket.terminate) socket.terminate();
  else socket.close(closeCodes.normal);
}
