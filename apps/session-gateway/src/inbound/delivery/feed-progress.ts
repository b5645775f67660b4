import type { Snapshot } from '@rejoin/contracts';
import type { Session } from '../../domain/session';
import type { EntryRow } from '../../store/entries.store';
import type { FeedPage } from '../../store/feed.store';

/** Of what was committed and not shown yet, so much is kept; whoever is further behind reads it page by page. */
const maxKept = { entries: 50, bytes: 64 * 1024 };

type PageNames = Pick<FeedPage, 'customerName' | 'context' | 'agentName' | 'names'>;

/** What a follower has been sent so far, and what of this process's own commits comes next. */
export class FeedProgress {
  rev = -1;
  /** The epoch of the newest snapshot that it was sent. */
  shownEpoch = 0;
  isPumping = false;
  needsPump = false;
  private rewindTo = Infinity;
  private lastSnapshot = '';
  /** What the last page said beside the session; the agent whom `agentName` names. */
  private lastPage: (PageNames & { readonly agentId: string | null }) | undefined;
  private pending: { readonly session: Session; readonly entries: readonly EntryRow[] } | undefined;

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
  recordCommit(session: Session, entries: readonly EntryRow[]): void {
    const all = [...(this.pending?.entries ?? []), ...entries];
    const newest = this.pending && isNewer(this.pending.session, session) ? this.pending.session : session;
    this.pending = { session: newest, entries: exceedsLimits(all) ? [] : all };
  }

  recordPage(page: FeedPage): void {
    const { customerName, context, agentName, session } = page;
    const names = new Map([...(this.lastPage?.names ?? []), ...page.names]);
    this.lastPage = { customerName, context, agentName, names, agentId: session.agentId };
  }

  /** Whether it shows something that the last one did not. */
  recordSnapshot(snapshot: Snapshot): boolean {
    const content = JSON.stringify({ ...snapshot, rev: 0, serverNow: '' });
    const isChanged = content !== this.lastSnapshot;
    this.lastSnapshot = content;
    return isChanged;
  }

  /** The page that a read would give, when what was committed here is all that is missed and is known to the last name. */
  takePending(): FeedPage | undefined {
    const { pending, lastPage } = this;
    this.pending = undefined;
    if (!pending || !lastPage) return undefined;
    const { session } = pending;
    const entries = pending.entries
      .filter(({ seq }) => seq > this.seq)
      .sort((one, other) => one.seq - other.seq);
    const isAll = session.lastSeq === this.seq + entries.length && session.rev >= this.rev;
    const isNamed = entries.every(({ agentId }) => agentId === null || lastPage.names.has(agentId));
    const isSameAgent = session.agentId === null || session.agentId === lastPage.agentId;
    if (!isAll || !isNamed || !isSameAgent) return undefined;
    return { ...lastPage, session, entries, more: false };
  }
}

/** One entry is shown however long it is, as a page that is read would. */
function exceedsLimits(entries: readonly EntryRow[]): boolean {
  const bytes = entries.reduce((sum, { text }) => sum + Buffer.byteLength(text ?? ''), 0);
  return entries.length > maxKept.entries || (entries.length > 1 && bytes > maxKept.bytes);
}

function isNewer(one: Session, other: Session): boolean {
  return one.lastSeq > other.lastSeq || (one.lastSeq === other.lastSeq && one.rev > other.rev);
}
