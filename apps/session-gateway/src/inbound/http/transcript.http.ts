import { gatewayRoutes as routes, type Entries, type QueryOf } from '@rejoin/contracts';
import { CurrentPrincipal, cursorOf, IdPipe, Problem, seqOf, ZodPipe, type Principal } from '@rejoin/service';
import { Controller, Param, Query } from '@nestjs/common';
import { transcriptPage } from '../../domain/transcript-page';
import { FeedStore } from '../../store/feed.store';
import { AccessLogStore } from '../../store/access-log.store';
import { Serves } from './serves';

/** Serves the texts of transcripts, which are not on the bus, to supervisors, administrators and their systems. */
@Controller()
export class TranscriptHttp {
  constructor(
    private readonly feed: FeedStore,
    private readonly log: AccessLogStore,
  ) {}

  /** Returns the page of a transcript after a seq, and records who read it. */
  @Serves(routes.entries)
  async entries(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', new IdPipe()) conversationId: string,
    @Query(new ZodPipe(routes.entries.query)) query: QueryOf<typeof routes.entries>,
  ): Promise<Entries> {
    const { limit, cursor, after: afterSeq } = query;
    const after = seqOf(cursor) ?? afterSeq;
    const page = await this.feed.read(conversationId, after);
    if (!page) throw new Problem('not-found');
    await this.log.addTranscript(principal, conversationId, after);
    const { entries, next } = transcriptPage(page, limit);
    return { entries, nextCursor: next === null ? null : cursorOf(next), nextAfter: next };
  }
}
