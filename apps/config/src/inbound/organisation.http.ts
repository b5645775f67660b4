import { configRoutes } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, orProblem, pageOf, seqOf } from '@rejoin/service';
import { Controller, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ConfigEnvironment } from '../config.environment';
import { entryFor } from '../domain/audit';
import { listChanges } from '../store/audit.store';
import { findOrganisation } from '../store/organisations.store';
import { countThings, type Overview } from '../store/overview.store';
import { configEnvironment } from './at-start';
import { tagged } from './conditional';
import { parseInput } from './input';
import { Serves } from './serves';

const { organisation, auditLog } = configRoutes;

/** The organisation: where its gateways are, how much there is in it, and what was changed. */
@Controller()
export class OrganisationHttp {
  constructor(
    private readonly database: Database,
    @Inject(configEnvironment) private readonly environment: ConfigEnvironment,
  ) {}

  @Serves(organisation.read)
  async read(@Req() { principal }: AuthorisedRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await findOrganisation(this.database, principal.org);
    return tagged(reply, orProblem(found ?? refuse('not-found')));
  }

  @Serves(organisation.addresses)
  addresses(): { gateways: readonly string[] } {
    return { gateways: this.environment.REJOIN_ENDPOINTS };
  }

  @Serves(organisation.overview)
  overview(@Req() { principal }: AuthorisedRequest): Promise<Overview> {
    return countThings(this.database, principal.org);
  }

  @Serves(auditLog.list)
  async audit(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
    const { limit, cursor, what = null, id = null } = parseInput(auditLog.list.query, query);
    const page = { what, id, beforeSeq: seqOf(cursor), limit: limit + 1 };
    const found = await listChanges(this.database, principal.org, page);
    return pageOf(
      found,
      limit,
      ({ seq }) => seq,
      (entry) => entryFor(principal.roles, entry),
    );
  }
}
