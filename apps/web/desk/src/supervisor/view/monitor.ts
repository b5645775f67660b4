import type { Monitored } from '@rejoin/client';

/** A conversation that a supervisor follows, with the entries that were loaded, by seq. */
export interface Monitor {
  readonly conversation: Monitored['conversation'] | null;
  readonly entries: Monitored['entries'];
  readonly problem: Error | undefined;
}

export type MonitorEvent =
  | { readonly type: 'read'; readonly page: Monitored }
  /** An older part of the transcript. Its state of the conversation is not used, because a newer one may be known. */
  | { readonly type: 'read-earlier'; readonly page: Monitored }
  | { readonly type: 'failed'; readonly problem: unknown };

export const emptyMonitor: Monitor = { conversation: null, entries: [], problem: undefined };

export function evolveMonitor(monitor: Monitor, event: MonitorEvent): Monitor {
  switch (event.type) {
    case 'read': {
      const { conversation, entries } = event.page;
      return { conversation, entries: merged(monitor.entries, entries), problem: undefined };
    }
    case 'read-earlier':
      return { ...monitor, entries: merged(monitor.entries, event.page.entries) };
    case 'failed': {
      const problem = event.problem instanceof Error ? event.problem : new Error(String(event.problem));
      return { ...monitor, problem };
    }
  }
}

/** Returns the seq after which a page of earlier entries begins; null when the first entry is loaded. */
export function beforeThese({ entries }: Monitor, size: number): number | null {
  const first = entries[0]?.seq ?? 1;
  return first <= 1 ? null : Math.max(0, first - 1 - size);
}

function merged(known: Monitored['entries'], more: Monitored['entries']): Monitored['entries'] {
  if (more.length === 0) return known;
  const bySeq = new Map([...known, ...more].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
