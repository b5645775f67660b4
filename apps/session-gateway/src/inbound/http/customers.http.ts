import {
  gatewayRoutes as routes,
  type AccessLog,
  type BodyOf,
  type CustomerConversations,
  type ErasedCustomer,
  type QueryOf,
} from '@rejoin/contracts';
import {
  afterIdOf,
  CurrentPrincipal,
  orProblem,
  pageOf,
  seqOf,
  ZodPipe,
  type Principal,
} from '@rejoin/service';
import { Body, Controller, Query } from '@nestjs/common';
import { EraseCustomer } from '../../use-cases/erase-customer';
import { ReadCustomer } from '../../use-cases/read-customer';
import { Serves } from './serves';

type Routes = typeof routes;

/** Serves what is stored about a customer, its erasure, and the access log, to administrators. */
@Controller()
export class CustomersHttp {
  constructor(
    private readonly read: ReadCustomer,
    private readonly erasure: EraseCustomer,
  ) {}

  @Serves(routes.customerConversations)
  async conversations(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.customerConversations.body)) body: BodyOf<Routes['customerConversations']>,
  ): Promise<CustomerConversations> {
    const { customer, cursor, limit } = body;
    const page = { afterId: afterIdOf(cursor), limit: limit + 1 };
    return pageOf(
      await this.read.listConversations(principal, customer, page),
      limit,
      ({ conversationId }) => conversationId,
      (item) => item,
    );
  }

  @Serves(routes.eraseCustomer)
  async erase(
    @CurrentPrincipal() principal: Principal,
    @Body(new ZodPipe(routes.eraseCustomer.body)) { customer, end }: BodyOf<Routes['eraseCustomer']>,
  ): Promise<ErasedCustomer> {
    return orProblem(await this.erasure.run(principal, customer, end));
  }

  @Serves(routes.accessLog)
  async accessLog(
    @CurrentPrincipal() principal: Principal,
    @Query(new ZodPipe(routes.accessLog.query)) query: QueryOf<Routes['accessLog']>,
  ): Promise<AccessLog> {
    const { cursor, limit, ...filter } = query;
    const found = await this.read.listAccesses(principal, filter, {
      before: seqOf(cursor),
      limit: limit + 1,
    });
    return pageOf(
      found,
      limit,
      ({ id }) => id,
      ({ id: _, ...access }) => access,
    );
  }
}
