import type { Polled } from '@rejoin/contracts';

/** A receiver of frames: a WebSocket, or a connection over HTTP. */
export interface Peer {
  send(text: string): void;
  terminate(): void;
}

/** The gateway's side of a connection over HTTP. It keeps what is not acknowledged, and reads each frame once. */
export class PolledPeer implements Peer {
  private frames: string[] = [];
  private acknowledged = 0;
  private read = 0;
  private waiting: ((answer: Polled | undefined) => void) | undefined;

  send(text: string): void {
    this.frames.push(text);
    this.flush();
  }

  poll(after: number, reply: (answer: Polled | undefined) => void): void {
    this.frames.splice(0, after - this.acknowledged);
    this.acknowledged = after;
    this.waiting = reply;
    if (this.frames.length > 0) this.flush();
  }

  fresh({ first, frames }: { first: number; frames: string[] }): string[] {
    const fresh = frames.slice(Math.max(0, this.read + 1 - first));
    this.read += fresh.length;
    return fresh;
  }

  terminate(): void {
    this.waiting?.(undefined);
    this.waiting = undefined;
  }

  private flush(): void {
    this.waiting?.({ frames: [...this.frames], close: null });
    this.waiting = undefined;
  }
}
