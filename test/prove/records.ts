/** A message whose sender received an acknowledgement. */
export interface Acknowledged {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
}

/** What one client showed of one conversation, by seq: each entry once and in order. */
export interface ShownTranscript {
  readonly who: string;
  readonly conversationId: string;
  readonly lines: readonly { readonly seq: number; readonly text: string | null }[];
}

/** What the clients of a campaign saw from outside. */
export class Records {
  readonly acknowledged: Acknowledged[] = [];
  readonly shown: ShownTranscript[] = [];
  readonly figures = new Map<string, number>();
  /** Events that must never happen to a client. */
  readonly complaints: string[] = [];

  count(what: string, by = 1): void {
    this.figures.set(what, (this.figures.get(what) ?? 0) + by);
  }

  acked(conversationId: string, text: string, seq: number | null): void {
    this.count('messages acknowledged');
    if (seq === null) this.complaints.push(`${conversationId}: the ack of ${text} has no seq`);
    else this.acknowledged.push({ conversationId, text, seq });
  }

  /** Removes the records that an audit has compared, so that the memory of a long campaign does not grow. */
  compared(): void {
    this.acknowledged.length = 0;
    this.shown.length = 0;
  }
}
