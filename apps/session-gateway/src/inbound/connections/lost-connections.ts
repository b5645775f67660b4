import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Socket } from '../sockets/socket';

const retryMs = 500;
const settleWithinMs = 5_000;

/**
 * Records lost connections. When a connection closes, its loss is written at once and retried until Postgres has it.
 * If this process dies in between, other gateways see the loss by its lease.
 */
@Injectable()
export class LostConnections {
  private readonly pending = new Set<Promise<void>>();

  /** Calls `lose` with the milliseconds since the connection was lost, as soon as the socket has closed. */
  onClose(socket: Socket, lose: (elapsedMs: number) => Promise<void>): void {
    const onClosed = (): void => {
      const lostAt = performance.now() - socket.lostForMs;
      const write = this.untilWritten(() => lose(performance.now() - lostAt)).finally(() =>
        this.pending.delete(write),
      );
      this.pending.add(write);
    };
    if (socket.isOpen) socket.onClose(onClosed);
    else onClosed();
  }

  /** Returns true when the loss of every connection that this process lost so far has been written. */
  async areWritten(): Promise<boolean> {
    const writes = Promise.all(this.pending).then(() => true);
    const timeout = pause(settleWithinMs, false, { ref: false });
    return Promise.race([writes, timeout]);
  }

  private async untilWritten(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await write();
        return;
      } catch {
        await pause(retryMs);
      }
    }
  }
}
