import {
  gatewayRoutes as routes,
  type BodyOf,
  type ClosingChoices,
  type History,
  type HistoryFilters,
  type PastTranscript,
  type QueryOf,
} from '@rejoin/contracts';
import {
  CurrentPrincipal,
  cursorOf,
  IdPipe,
  orProblem,
  seqOf,
  ZodPipe,
  type Principal,
} from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { ReadClosingChoices } from '../../use-cases/read-closing-choices';
import { ReadHistory } from '../../use-cases/read-history';
import { Serves } from './serves';

/** Serves closed conversations to agents, supervisors, administrators and their systems. */
@Controller()
export class HistoryHttp {
  constructor(
    private readonly history: ReadHistory,
    private readonly closingChoices: ReadClosingChoices,
  ) {}

  @Serves(routes.searchHistory)
  async search(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.searchHistory.body)) body: BodyOf<typeof routes.searchHistory>,
  ): Promise<History> {
    return orProblem(await this.history.search(principal, body));
  }

  @Serves(routes.historyFilters)
  filters(@CurrentPrincipal() principal: Principal): Promise<HistoryFilters> {
    return this.history.listFilters(principal);
  }

  @Serves(routes.closingChoices)
  closing(@Param('workstreamId', new IdPipe()) workstreamId: string): Promise<ClosingChoices> {
    return this.closingChoices.run(workstreamId);
  }

  @Serves(routes.pastTranscript)
  async transcript(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', new IdPipe()) conversationId: string,
    @Query(new ZodPipe(routes.pastTranscript.query)) { cursor, limit }: QueryOf<typeof routes.pastTranscript>,
  ): Promise<PastTranscript> {
    const page = { after: seqOf(cursor) ?? 0, limit };
    const { conversation, entries, next } = orProblem(
      await this.history.readTranscript(principal, conversationId, page),
    );
    return { conversation, entries: [...entries], nextCursor: next === null ? null : cursorOf(next) };
  }
}
