import { gatewayRoutes as routes, type Conversations } from '@rejoin/contracts';
import { DatabaseTime } from '@rejoin/persistence';
import { afterIdOf, pageOf, parseBody, type AuthorisedRequest } from '@rejoin/service';
import { Controller, Query, Req } from '@nestjs/common';
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
  async list(@Query() query: unknown, @Req() { principal }: AuthorisedRequest): Promise<Conversations> {
    const { limit, cursor, closed } = parseBody(routes.conversations.query, query);
    const rows = await this.positions.list(principal.org, {
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
