import { configRoutes, type QueryOf } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { CurrentPrincipal, orProblem, pageOf, seqOf, ZodPipe, type Principal } from '@rejoin/service';
import { Controller, Inject, Query } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { entryFor } from '../domain/audit';
import { listChanges } from '../store/audit.store';
import { findOrganisation } from '../store/organisations.store';
import { countThings, type Overview } from '../store/overview.store';
import { Serves } from './serves';

const { organisation, auditLog } = configRoutes;

/** The organisation: the addresses of its gateways, the number of its resources, and its audit log. */
@Controller()
export class OrganisationHttp {
  constructor(
    private readonly database: Database,
    @Inject(configEnvironment) private readonly environment: ConfigEnvironment,
  ) {}

  @Serves(organisation.read)
  async read(@CurrentPrincipal() { org }: Principal) {
    return orProblem((await findOrganisation(this.database, org)) ?? refuse('not-found'));
  }

  @Serves(organisation.addresses)
  addresses(): { gateways: readonly string[] } {
    return { gateways: this.environment.REJOIN_ENDPOINTS };
  }

  @Serves(organisation.overview)
  overview(@CurrentPrincipal() { org }: Principal): Promise<Overview> {
    return countThings(this.database, org);
  }

  @Serves(auditLog.list)
  async audit(
    @CurrentPrincipal() { org, roles }: Principal,
    @Query(new ZodPipe(auditLog.list.query)) query: QueryOf<typeof auditLog.list>,
  ) {
    const { limit, cursor, what = null, id = null } = query;
    const page = { what, id, beforeSeq: seqOf(cursor), limit: limit + 1 };
    return pageOf(
      await listChanges(this.database, org, page),
      limit,
      ({ seq }) => seq,
      (entry) => entryFor(roles, entry),
    );
  }
}
