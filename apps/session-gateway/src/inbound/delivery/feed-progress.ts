import { hash } from 'node:crypto';
import type { Snapshot } from '@rejoin/contracts';
import type { Session } from '../../domain/session';
import type { EntryRow } from '../../store/entries.store';
import type { FeedPage } from '../../store/feed.store';

/**
 * Committed entries up to this size are kept for a follower. A follower who is further behind reads pages instead.
 */
const maxKept = { entries: 50, bytes: 64 * 1024 };

type PageNames = Pick<
  FeedPage,
  'customerName' | 'context' | 'visit' | 'givenName' | 'isRenamed' | 'agentName' | 'names'
>;

/** What a follower has been sent, and the commits of this process that come next. */
export class FeedProgress {
  rev = -1;
  /** The epoch of the newest snapshot that the follower was sent. */
  shownEpoch = 0;
  isPumping = false;
  needsPump = false;
  /** The trace context of the last change that is not sent yet. */
  cause: string | undefined;
  private rewindTo: number | undefined;
  /** The hash of the last snapshot, which takes a tenth of its memory. */
  private lastSnapshot = '';
  /** The names of the last page, and the agent whom `agentName` belongs to. */
  private lastPage:
    | (PageNames & Record<'renames' | 'visitedPages', number | undefined> & Pick<Session, 'agentId'>)
    | undefined;
  private pending: { readonly session: Session; readonly entries: readonly EntryRow[] } | undefined;

  constructor(public seq: number) {}

  /** Schedules sending the entries after `afterSeq` again. */
  replayFrom(afterSeq: number): void {
    this.rewindTo = Math.min(this.rewindTo ?? afterSeq, afterSeq);
  }

  rewind(): void {
    this.seq = Math.min(this.seq, this.rewindTo ?? this.seq);
    this.rewindTo = undefined;
  }

  /** Remembers a commit of this process. Commits of one conversation can arrive in another order. */
  recordCommit(session: Session, entries: readonly EntryRow[]): void {
    const all = [...(this.pending?.entries ?? []), ...entries];
    const newest = this.pending && isNewer(this.pending.session, session) ? this.pending.session : session;
    this.pending = { session: newest, entries: exceedsLimits(all) ? [] : all };
  }

  recordPage(page: FeedPage): void {
    const { customerName, context, visit, givenName, isRenamed, agentName, session } = page;
    const names = withNames(this.lastPage?.names, page.names);
    const { agentId, renames, visitedPages } = session;
    this.lastPage = {
      customerName,
      context,
      visit,
      givenName,
      isRenamed,
      agentName,
      names,
      agentId,
      renames,
      visitedPages,
    };
  }

  /** Stores a snapshot and returns whether it differs from the last one. */
  recordSnapshot(snapshot: Snapshot): boolean {
    const content = hash('sha1', JSON.stringify({ ...snapshot, rev: 0, serverNow: '' }), 'base64');
    const isChanged = content !== this.lastSnapshot;
    this.lastSnapshot = content;
    return isChanged;
  }

  /**
   * Returns the same page as a read would, when the remembered commits contain everything that the follower misses
   * and all names are known.
   */
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
    const isSameName = session.renames === lastPage.renames;
    const isSamePage = session.visitedPages === lastPage.visitedPages;
    if (!isAll || !isNamed || !isSameAgent || !isSameName || !isSamePage) return undefined;
    return { ...lastPage, session, entries, more: false };
  }
}

/** Returns the same map when nothing is new, as with nearly every page. */
function withNames(known: PageNames['names'] | undefined, more: PageNames['names']): PageNames['names'] {
  if (!known) return more;
  for (const [id, name] of more) if (known.get(id) !== name) return new Map([...known, ...more]);
  return known;
}

/** A single entry is never too large, as in a page that is read. */
function exceedsLimits(entries: readonly EntryRow[]): boolean {
  const bytes = entries.reduce((sum, { text }) => sum + Buffer.byteLength(text ?? ''), 0);
  return entries.length > maxKept.entries || (entries.length > 1 && bytes > maxKept.bytes);
}

function isNewer(one: Session, other: Session): boolean {
  return one.lastSeq > other.lastSeq || (one.lastSeq === other.lastSeq && one.rev > other.rev);
}
