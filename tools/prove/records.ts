/** A message that its sender was told to be stored. */
export interface Acknowledged {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
}

/** What one client showed of one conversation, by seq: each line once and in order. */
export interface Shown {
  readonly who: string;
  readonly conversationId: string;
  readonly lines: readonly { readonly seq: number; readonly text: string | null }[];
}

/** What the clients of a campaign saw from outside. */
export class Records {
  readonly acknowledged: Acknowledged[] = [];
  readonly shown: Shown[] = [];
  readonly figures = new Map<string, number>();
  /** What should never have happened to a client. */
  readonly complaints: string[] = [];

  count(what: string, by = 1): void {
    this.figures.set(what, (this.figures.get(what) ?? 0) + by);
  }

  acked(conversationId: string, text: string, seq: number | null): void {
    this.count('messages acknowledged');
    if (seq === null) this.complaints.push(`${conversationId}: the ack of ${text} has no seq`);
    else this.acknowledged.push({ conversationId, text, seq });
  }

  /** What an audit has compared is forgotten: a long campaign must not grow. */
  compared(): void {
    this.acknowledged.length = 0;
    this.shown.length = 0;
  }
}
