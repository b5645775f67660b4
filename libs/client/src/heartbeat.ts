/** What the answers to its requests tell about a connection: when the other side was heard, and has heard us. */
export class Heartbeat {
  /** When the other side was heard last, in ms as every instant here. */
  heardAt = 0;
  /** When the latest request was sent that the other side has answered. */
  provenAt = 0;
  private askedAt = 0;
  /** When requests were sent that have no answer yet, by their ids. */
  private readonly asked = new Map<string, number>();
  /** Until when the other side must have spoken; undefined while it is not asked. */
  private answerBy: number | undefined;

  sent(requestId: string, now: number): void {
    this.askedAt = now;
    this.asked.set(requestId, now);
  }

  answered(requestId: string): void {
    this.provenAt = Math.max(this.provenAt, this.asked.get(requestId) ?? 0);
    this.asked.delete(requestId);
  }

  /** The other side spoke. Gives since when nothing was asked and answered. */
  heard(now: number): number {
    this.heardAt = now;
    this.answerBy = undefined;
    return Math.max(this.provenAt, this.askedAt);
  }

  /** Whether to ask for a sign of life until `by`. Being asked again gives a connection no more time. */
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
