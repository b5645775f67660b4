/**
 * Records from the answers to requests when the other side was last heard, and when it has certainly heard this side.
 */
export class Heartbeat {
  /** When the other side was last heard, in ms like every instant here. */
  heardAt = 0;
  /** When the latest answered request was sent. */
  provenAt = 0;
  private askedAt = 0;
  /** When the unanswered requests were sent, by their ids. */
  private readonly asked = new Map<string, number>();
  /** The instant by which the other side must send something; undefined without a ping. */
  private answerBy: number | undefined;

  sent(requestId: string, now: number): void {
    this.askedAt = now;
    this.asked.set(requestId, now);
  }

  answered(requestId: string): void {
    this.provenAt = Math.max(this.provenAt, this.asked.get(requestId) ?? 0);
    this.asked.delete(requestId);
  }

  /** Records that the other side sent something. Returns when the latest request was sent. */
  heard(now: number): number {
    this.heardAt = now;
    this.answerBy = undefined;
    return this.askedAt;
  }

  /** Whether to send a ping that must be answered until `by`. A further ping gives a connection no more time. */
  mayAsk(by: number): boolean {
    if (this.answerBy !== undefined && this.answerBy <= by) return false;
    this.answerBy = by;
    return true;
  }

  /** The connection is lost, and its requests with it. */
  lost(): void {
    this.answerBy = undefined;
    this.asked.clear();
  }
}
