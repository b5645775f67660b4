import { instruments, type Span } from '@rejoin/tracing';
import type { OutboxRow } from './store/outbox-rows';

/** The spans of a round of publishing, one for each new fact, in the trace in which the fact was committed. */
export class PublishSpans {
  private readonly spans = new Map<OutboxRow, Span>();

  /** Returns the `traceparent` for the header of the message, which consumers continue. */
  begin(row: OutboxRow): string {
    // A fact that is published again would lengthen a trace that ended long ago.
    if (!instruments.spans || row.again) return row.traceparent;
    const span = instruments.spans.start({
      name: `publish ${row.type}`,
      kind: 'producer',
      parent: row.traceparent,
    });
    this.spans.set(row, span);
    return span.traceparent;
  }

  acknowledged(rows: readonly { readonly item: OutboxRow }[]): void {
    if (this.spans.size === 0) return;
    for (const { item } of rows) {
      this.spans.get(item)?.end();
      this.spans.delete(item);
    }
  }

  /** Ends the spans of rows that the stream has not acknowledged. */
  close(): void {
    for (const span of this.spans.values()) span.end(new Error('not acknowledged'));
  }
}
