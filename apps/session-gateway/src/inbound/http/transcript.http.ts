import { gatewayRoutes as routes, type Entries, type QueryOf } from '@rejoin/contracts';
import { CurrentPrincipal, cursorOf, IdPipe, Problem, seqOf, ZodPipe, type Principal } from '@rejoin/service';
import { Controller, Param, Query } from '@nestjs/common';
import { entryFor } from '../../domain/snapshot';
import { FeedStore } from '../../store/feed.store';
import { TranscriptReadsStore } from '../../store/transcript-reads.store';
import { Serves } from './serves';

/** Serves the texts of transcripts, which are not on the bus, to supervisors, administrators and their systems. */
@Controller()
export class TranscriptHttp {
  constructor(
    private readonly feed: FeedStore,
    private readonly reads: TranscriptReadsStore,
  ) {}

  /** Returns the page of a transcript after a seq, and records who read it. */
  @Serves(routes.entries)
  async entries(
    @CurrentPrincipal() { accountId }: Principal,
    @Param('conversationId', new IdPipe()) conversationId: string,
    @Query(new ZodPipe(routes.entries.query)) query: QueryOf<typeof routes.entries>,
  ): Promise<Entries> {
    const { limit, cursor, after: afterSeq } = query;
    const after = seqOf(cursor) ?? afterSeq;
    const page = await this.feed.read(conversationId, after);
    if (!page) throw new Problem('not-found');
    await this.reads.add(conversationId, accountId, after);
    const entries = page.entries
      .slice(0, limit)
      .map(({ conversationId: _, ...row }) => entryFor(row, 'agent', page.names, () => null));
    const hasMore = page.more || page.entries.length > entries.length;
    const next = hasMore ? (entries.at(-1)?.seq ?? null) : null;
    return { entries, nextCursor: next === null ? null : cursorOf(next), nextAfter: next };
  }
}
