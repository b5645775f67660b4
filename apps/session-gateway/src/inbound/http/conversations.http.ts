import { gatewayRoutes as routes, type Conversations, type QueryOf } from '@rejoin/contracts';
import { DatabaseTime } from '@rejoin/persistence';
import { afterIdOf, CurrentPrincipal, pageOf, ZodPipe, type Principal } from '@rejoin/service';
import { Controller, Query } from '@nestjs/common';
import { conversationAt } from '../../domain/conversation-at';
import { PositionsStore } from '../../store/positions.store';
import { Serves } from './serves';

/**
 * Lists the current conversations with the versions of their facts. A system that cannot read all facts from the
 * first one on begins here.
 */
@Controller()
export class ConversationsHttp {
  constructor(
    private readonly positions: PositionsStore,
    private readonly time: DatabaseTime,
  ) {}

  @Serves(routes.conversations)
  async list(
    @CurrentPrincipal() { org }: Principal,
    @Query(new ZodPipe(routes.conversations.query)) query: QueryOf<typeof routes.conversations>,
  ): Promise<Conversations> {
    const { limit, cursor, closed } = query;
    const rows = await this.positions.list(org, {
      afterId: afterIdOf(cursor),
      withClosed: closed === 'include',
      limit: limit + 1,
    });
    const page = pageOf(
      rows,
      limit,
      ({ session }) => session.conversationId,
      ({ session, startedAt, position }) => conversationAt(session, startedAt, position),
    );
    return { ...page, serverNow: this.time.now() };
  }
}
