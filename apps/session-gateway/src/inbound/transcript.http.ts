import { Entry, Id } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { parseBody, Problem, RequireRole, RequireRoleGuard, type AuthorisedRequest } from '@rejoin/service';
import { Controller, Get, Header, Param, Query, Req, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { entryFor } from '../domain/snapshot';
import { FeedStore } from '../store/feed.store';
import { CurrentSignInGuard } from './current-sign-in.guard';

const Page = z.object({ after: z.coerce.number().int().min(0).default(0) });

/** Bodies, which are not on the bus: for supervisors, administrators and the systems that act for them. */
@Controller('v1/conversations')
@UseGuards(RequireRoleGuard, CurrentSignInGuard)
@RequireRole('supervisor', 'administrator')
export class TranscriptHttp {
  constructor(
    private readonly database: Database,
    private readonly feed: FeedStore,
  ) {}

  /** A page of a transcript after a seq. Who read what is written down. */
  @Get(':conversationId/entries')
  @Header('Cache-Control', 'no-store')
  async entries(
    @Param('conversationId') conversationId: string,
    @Query() query: unknown,
    @Req() request: AuthorisedRequest,
  ): Promise<{ entries: Entry[]; nextAfter: number | null }> {
    const { after } = parseBody(Page, query);
    const isId = Id.safeParse(conversationId).success;
    const page = isId ? await this.feed.read(conversationId, after) : undefined;
    if (!page) throw new Problem('not-found');
    await this.database.query(
      `insert into transcript_reads (conversation_id, account_id, after_seq) values ($1, $2, $3)`,
      [conversationId, request.principal.accountId, after],
    );
    const entries = page.entries.map(({ conversationId: _, ...row }) =>
      entryFor(row, 'agent', page.names, () => null),
    );
    return { entries, nextAfter: page.more ? (entries.at(-1)?.seq ?? null) : null };
  }
}
