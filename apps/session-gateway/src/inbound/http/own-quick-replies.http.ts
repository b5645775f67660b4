import {
  gatewayRoutes as routes,
  type BodyOf,
  type OwnQuickReplies,
  type OwnQuickReply,
} from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import { CurrentPrincipal, IdPipe, orProblem, ZodPipe, type Principal } from '@rejoin/service';
import { Body, Controller, Param } from '@nestjs/common';
import { OwnQuickRepliesStore } from '../../store/own-quick-replies.store';
import { Serves } from './serves';

type Routes = typeof routes;

/** Serves to each agent their own quick replies. */
@Controller()
export class OwnQuickRepliesHttp {
  constructor(
    private readonly database: Database,
    private readonly replies: OwnQuickRepliesStore,
  ) {}

  @Serves(routes.ownQuickReplies)
  async list(@CurrentPrincipal() { accountId }: Principal): Promise<OwnQuickReplies> {
    return { items: await this.replies.list(accountId) };
  }

  @Serves(routes.saveOwnQuickReply)
  async save(
    @CurrentPrincipal() { accountId }: Principal,
    @Param('quickReplyId', new IdPipe()) quickReplyId: string,
    @Body(new ZodPipe(routes.saveOwnQuickReply.body)) { title, body }: BodyOf<Routes['saveOwnQuickReply']>,
  ): Promise<OwnQuickReply> {
    const reply = { quickReplyId, title: title.trim(), body };
    return orProblem(await this.database.transaction((tx) => this.replies.save(tx, accountId, reply)));
  }

  @Serves(routes.removeOwnQuickReply)
  async remove(
    @CurrentPrincipal() { accountId }: Principal,
    @Param('quickReplyId', new IdPipe()) quickReplyId: string,
    @Body(new ZodPipe(routes.removeOwnQuickReply.body)) _body: BodyOf<Routes['removeOwnQuickReply']>,
  ): Promise<object> {
    await this.replies.remove(accountId, quickReplyId);
    return {};
  }
}
