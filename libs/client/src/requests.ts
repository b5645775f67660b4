import type { AgentFrame, CustomerFrame } from '@rejoin/contracts';
import { newClientId } from './platform';
import { ConnectionLost, Refusal } from './refusal';

export type Ack = Extract<CustomerFrame, { type: 'ack' }>;

/** Requests that are not repeated. They reject when they are refused or the connection is lost. */
export class Requests {
  private readonly waiting = new Map<string, { resolve(ack: Ack): void; reject(error: Error): void }>();

  /** Sends a request. `transmit` sends the request with this id and returns false when there is no connection. */
  ask(transmit: (requestId: string) => boolean): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const requestId = newClientId();
      if (!transmit(requestId)) {
        reject(new ConnectionLost());
        return;
      }
      this.waiting.set(requestId, { resolve, reject });
    });
  }

  /** Returns false when the frame answers none of these requests. */
  answered(frame: Extract<CustomerFrame | AgentFrame, { type: 'ack' | 'refused' }>): boolean {
    const asked = frame.requestId === null ? undefined : this.waiting.get(frame.requestId);
    if (!asked || frame.requestId === null) return false;
    this.waiting.delete(frame.requestId);
    if (frame.type === 'ack') asked.resolve(frame);
    else asked.reject(Refusal.of(frame));
    return true;
  }

  disconnected(): void {
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(new ConnectionLost());
  }
}
