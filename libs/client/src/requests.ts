import type { AgentFrame, CustomerFrame } from '@rejoin/contracts';
import { newClientId } from './platform';
import { LineLost, Refusal } from './refusal';

export type Ack = Extract<CustomerFrame, { type: 'ack' }>;

/** Requests that are worth an answer only now: refused ones and those whose line broke reject. */
export class Requests {
  private readonly waiting = new Map<string, { resolve(ack: Ack): void; reject(error: Error): void }>();

  /** `transmit` puts the request with this id on the line, and says whether there is one. */
  ask(transmit: (requestId: string) => boolean): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const requestId = newClientId();
      if (!transmit(requestId)) {
        reject(new LineLost());
        return;
      }
      this.waiting.set(requestId, { resolve, reject });
    });
  }

  /** False when the frame answers none of these. */
  answered(frame: Extract<CustomerFrame | AgentFrame, { type: 'ack' | 'refused' }>): boolean {
    const asked = frame.requestId === null ? undefined : this.waiting.get(frame.requestId);
    if (!asked || frame.requestId === null) return false;
    this.waiting.delete(frame.requestId);
    if (frame.type === 'ack') asked.resolve(frame);
    else asked.reject(Refusal.of(frame));
    return true;
  }

  lineDown(): void {
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(new LineLost());
  }
}
