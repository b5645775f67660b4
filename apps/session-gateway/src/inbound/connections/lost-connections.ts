import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Socket } from '../sockets/socket';

const retryMs = 500;
const settleWithinMs = 5_000;

/**
 * Detection must never be lost: a line that closed is written off at once, and again until Postgres has taken
 * it. If this process dies meanwhile, its lease tells the others.
 */
@Injectable()
export class LostConnections {
  private readonly pending = new Set<Promise<void>>();

  /** When the socket closes, calls `lose` with the milliseconds since its connection was lost. */
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

  /** True when every line that this process lost so far is written down. */
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
