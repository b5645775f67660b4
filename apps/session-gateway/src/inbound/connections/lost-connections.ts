import { setTimeout as pause } from 'node:timers/promises';
import { isTemporary } from '@rejoin/messaging';
import { ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import type { Socket } from '../sockets/socket';

const firstRetryMs = 500;
const longestRetryMs = 4_000;
const settleWithinMs = 5_000;

/**
 * Records lost connections. When a connection closes, its loss is written at once and retried until Postgres has it.
 * If this process dies in between, other gateways see the loss by its lease.
 */
@Injectable()
export class LostConnections {
  private readonly pending = new Set<Promise<void>>();

  constructor(private readonly log: ServiceLog) {}

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
    for (let attempt = 1, retryMs = firstRetryMs; ; attempt++) {
      try {
        await write();
        return;
      } catch (error) {
        if (attempt === 1 && !isTemporary(error))
          this.log.error({ err: error }, 'recording a lost connection failed; it is tried again');
        await pause(retryMs);
        retryMs = Math.min(retryMs * 2, longestRetryMs);
      }
    }
  }
}
