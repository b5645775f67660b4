import { gatewayRoutes as routes, type Blocks, type BodyOf, type QueryOf } from '@rejoin/contracts';
import { Database } from '@rejoin/persistence';
import {
  afterIdOf,
  CurrentPrincipal,
  IdPipe,
  orProblem,
  pageOf,
  ZodPipe,
  type Principal,
} from '@rejoin/service';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { BlockCustomer } from '../../use-cases/block-customer';
import { UnblockCustomer } from '../../use-cases/unblock-customer';
import { Serves } from './serves';

type Routes = typeof routes;

/** Lets supervisors block customers, see who is blocked, and unblock them. */
@Controller()
export class BlocksHttp {
  constructor(
    private readonly database: Database,
    private readonly blocking: BlockCustomer,
    private readonly unblocking: UnblockCustomer,
  ) {}

  @Serves(routes.blockCustomer)
  async block(
    @CurrentPrincipal() principal: Principal,
    @Param('conversationId', new IdPipe('not-your-conversation')) conversationId: string,
    @Body(new ZodPipe(routes.blockCustomer.body)) terms: BodyOf<Routes['blockCustomer']>,
  ): Promise<object> {
    return orProblem(await this.blocking.run({ ...principal, isSupervisor: true }, conversationId, terms));
  }

  @Serves(routes.blocks)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(routes.blocks.query)) { cursor, limit }: QueryOf<Routes['blocks']>,
  ): Promise<Blocks> {
    const page = { beforeId: afterIdOf(cursor), limit: limit + 1 };
    return pageOf(
      await this.unblocking.list(principal, page),
      limit,
      ({ blockId }) => blockId,
      (block) => block,
    );
  }

  @Serves(routes.unblock)
  async unblock(
    @CurrentPrincipal() principal: Principal,
    @Param('blockId', new IdPipe()) blockId: string,
    @Body(new ZodPipe(routes.unblock.body)) _: BodyOf<Routes['unblock']>,
  ): Promise<object> {
    await this.database.transaction((tx) => this.unblocking.run(tx, principal, blockId));
    return {};
  }
}
