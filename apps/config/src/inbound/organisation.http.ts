import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import type { AuthorisedRequest } from '@rejoin/service';
import { Controller, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { entryFor } from '../domain/audit';
import { listChanges } from '../store/audit.store';
import { findOrganisation } from '../store/organisations.store';
import { answer } from './answer';
import { tagged } from './conditional';
import { parseInput } from './input';
import { beforeSeqOf, pageOf } from './paging';
import { auditRoute, organisationRoute } from './routes';
import { Serves } from './serves';

/** The organisation, and what was changed in it. */
@Controller()
export class OrganisationHttp {
  constructor(private readonly database: Database) {}

  @Serves(organisationRoute)
  async read(@Req() { principal }: AuthorisedRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const found = await findOrganisation(this.database, principal.org);
    return tagged(reply, answer(found ?? refuse('not-found')));
  }

  @Serves(auditRoute)
  async audit(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
    const { limit, cursor, what = null, id = null } = parseInput(auditRoute.query, query);
    const page = { what, id, beforeSeq: beforeSeqOf(cursor), limit: limit + 1 };
    const found = await listChanges(this.database, principal.org, page);
    return pageOf(
      found,
      limit,
      ({ seq }) => seq,
      (entry) => entryFor(principal.roles, entry),
    );
  }
}
