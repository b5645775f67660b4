import type { Snapshot } from '@rejoin/contracts';
import type { Session } from '../../domain/session';
import type { EntryRow } from '../../store/entries.store';
import type { FeedPage } from '../../store/feed.store';

/** Of what was committed and not shown yet, so much is kept; whoever is further behind reads it page by page. */
const kept = { entries: 50, bytes: 64 * 1024 };

type Around = Pick<FeedPage, 'customerName' | 'context' | 'agentName' | 'names'>;

/** What a follower has been sent so far, and what of this process's own commits comes next. */
export class Place {
  rev = -1;
  /** The epoch of the newest snapshot that it was sent. */
  shownEpoch = 0;
  pumping = false;
  again = false;
  private rewindTo = Infinity;
  private shown = '';
  /** What the last page said beside the session; the agent whom `agentName` names. */
  private around: (Around & { readonly agentId: string | null }) | undefined;
  private fresh: { readonly session: Session; readonly entries: readonly EntryRow[] } | undefined;

  constructor(public seq: number) {}

  /** To be shown again from here. */
  replayFrom(afterSeq: number): void {
    this.rewindTo = Math.min(this.rewindTo, afterSeq);
  }

  rewind(): void {
    this.seq = Math.min(this.seq, this.rewindTo);
    this.rewindTo = Infinity;
  }

  /** Remembers a commit of this process. Commits of one conversation may be told of in another order. */
  committed(session: Session, entries: readonly EntryRow[]): void {
    const all = [...(this.fresh?.entries ?? []), ...entries];
    const newest = this.fresh && isNewer(this.fresh.session, session) ? this.fresh.session : session;
    this.fresh = { session: newest, entries: isTooMuch(all) ? [] : all };
  }

  showed(page: FeedPage): void {
    const { customerName, context, agentName, session } = page;
    const names = new Map([...(this.around?.names ?? []), ...page.names]);
    this.around = { customerName, context, agentName, names, agentId: session.agentId };
  }

  /** Whether it shows something that the last one did not. */
  isNews(snapshot: Snapshot): boolean {
    const shown = JSON.stringify({ ...snapshot, rev: 0, serverNow: '' });
    const isNews = shown !== this.shown;
    this.shown = shown;
    return isNews;
  }

  /** The page that a read would give, when what was committed here is all that is missed and is known to the last name. */
  takeCommitted(): FeedPage | undefined {
    const { fresh, around } = this;
    this.fresh = undefined;
    if (!fresh || !around) return undefined;
    const { session } = fresh;
    const entries = fresh.entries
      .filter(({ seq }) => seq > this.seq)
      .sort((one, other) => one.seq - other.seq);
    const isAll = session.lastSeq === this.seq + entries.length && session.rev >= this.rev;
    const isNamed = entries.every(({ agentId }) => agentId === null || around.names.has(agentId));
    const isSameAgent = session.agentId === null || session.agentId === around.agentId;
    if (!isAll || !isNamed || !isSameAgent) return undefined;
    return { ...around, session, entries, more: false };
  }
}

/** One entry is shown however long it is, as a page that is read would. */
function isTooMuch(entries: readonly EntryRow[]): boolean {
  const bytes = entries.reduce((sum, { text }) => sum + Buffer.byteLength(text ?? ''), 0);
  return entries.length > kept.entries || (entries.length > 1 && bytes > kept.bytes);
}

function isNewer(one: Session, other: Session): boolean {
  return one.lastSeq > other.lastSeq || (one.lastSeq === other.lastSeq && one.rev > other.rev);
}
