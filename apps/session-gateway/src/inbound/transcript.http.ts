import { Entry, Id, maxPage, Page } from '@rejoin/contracts';
import { AllowScope, cursorOf, parseBody, Problem, seqOf, type AuthorisedRequest } from '@rejoin/service';
import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { entryFor } from '../domain/snapshot';
import { FeedStore } from '../store/feed.store';
import { TranscriptReadsStore } from '../store/transcript-reads.store';
import { ReadsConversations } from './reads-conversations';

/** `after` is a seq, and what readers of release 0.1.0 go on by, who do not say how long a page may be. */
const EntriesPage = Page.extend({
  limit: Page.shape.limit.unwrap().default(maxPage),
  after: z.coerce.number().int().min(0).default(0),
});

interface EntriesOfPage {
  readonly entries: Entry[];
  readonly nextCursor: string | null;
  readonly nextAfter: number | null;
}

/** Bodies, which are not on the bus: for supervisors, administrators and the systems that act for them. */
@Controller('v1/conversations')
@ReadsConversations()
export class TranscriptHttp {
  constructor(
    private readonly feed: FeedStore,
    private readonly reads: TranscriptReadsStore,
  ) {}

  /** A page of a transcript after a seq. Who read what is written down. */
  @Get(':conversationId/entries')
  @AllowScope('conversations:read')
  @Header('Cache-Control', 'no-store')
  async entries(
    @Param('conversationId') conversationId: string,
    @Query() query: unknown,
    @Req() request: AuthorisedRequest,
  ): Promise<EntriesOfPage> {
    const { limit, cursor, after: afterSeq } = parseBody(EntriesPage, query);
    const after = seqOf(cursor) ?? afterSeq;
    const isId = Id.safeParse(conversationId).success;
    const page = isId ? await this.feed.read(conversationId, after) : undefined;
    if (!page) throw new Problem('not-found');
    await this.reads.add(conversationId, request.principal.accountId, after);
    const entries = page.entries
      .slice(0, limit)
      .map(({ conversationId: _, ...row }) => entryFor(row, 'agent', page.names, () => null));
    const hasMore = page.more || page.entries.length > entries.length;
    const next = hasMore ? (entries.at(-1)?.seq ?? null) : null;
    return { entries, nextCursor: next === null ? null : cursorOf(next), nextAfter: next };
  }
}
