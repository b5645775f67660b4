import { configRoutes, type QueryOf } from '@rejoin/contracts';
import { csvType } from '@rejoin/csv';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { CurrentPrincipal, orProblem, pageOf, seqOf, ZodPipe, type Principal } from '@rejoin/service';
import { Controller, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { entryFor } from '../domain/audit';
import { listChanges, type AuditFilter } from '../store/audit.store';
import { findOrganisation } from '../store/organisations.store';
import { countThings, type Overview } from '../store/overview.store';
import { ExportAuditLog } from '../use-cases/export-audit-log';
import { Serves } from './serves';

const { organisation, auditLog } = configRoutes;

/** The organisation: the addresses of its gateways, the number of its resources, and its audit log. */
@Controller()
export class OrganisationHttp {
  constructor(
    private readonly database: Database,
    private readonly exportAuditLog: ExportAuditLog,
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
    const page = { beforeSeq: seqOf(query.cursor), limit: query.limit + 1 };
    return pageOf(
      await listChanges(this.database, org, filterOf(query), page),
      query.limit,
      ({ seq }) => seq,
      (entry) => entryFor(roles, entry),
    );
  }

  @Serves(auditLog.export)
  @Header('Content-Type', csvType)
  @Header('Content-Disposition', 'attachment; filename="audit-log.csv"')
  async exportAudit(
    @CurrentPrincipal() { org, roles }: Principal,
    @Query(new ZodPipe(auditLog.export.query)) query: QueryOf<typeof auditLog.export>,
  ) {
    return new StreamableFile(orProblem(await this.exportAuditLog.run(org, roles, filterOf(query))));
  }
}

function filterOf(query: QueryOf<typeof auditLog.export>): AuditFilter {
  const { what = null, id = null, by = null, action = null, from = null, until = null } = query;
  return { what, id, by, action, from, until };
}
