import { z } from 'zod';
import { AuditEntry, AuditWhat } from '../../audit';
import { Page } from '../../paging';
import { Id, Instant, Name } from '../../primitives';
import { count, list, read, readable, readers, readUntagged, version } from './resource';

const Organisation = z
  .object({ organisationId: Id, name: Name, version, changedAt: Instant })
  .meta({ id: 'Organisation' });
const Addresses = z
  .object({ gateways: z.array(z.url().max(2000)).max(100).describe('empty: the operator has not said') })
  .meta({ id: 'Addresses' });
const Overview = z
  .object({
    workstreams: z.object({ all: count, active: count }),
    widgets: z.object({
      all: count,
      active: count,
      withReconnect: count.describe('active ones with Reconnect to previous chat'),
    }),
    agents: z.object({
      all: count,
      active: count,
      assigned: count.describe('active ones who work in a workstream'),
    }),
  })
  .meta({ id: 'Overview' });

/** The organisation: where its gateways are, and how much there is in it. */
export const organisationRoutes = {
  read: readable(read('/v1/organisation', 'Read the organisation', readers, Organisation)),
  addresses: readUntagged(
    '/v1/addresses',
    'Where browsers reach the gateways, for the code that embeds a chat widget',
    Addresses,
  ),
  overview: readUntagged('/v1/overview', 'Count workstreams, chat widgets and agents', Overview),
};

/** What was changed in it. */
export const auditRoutes = {
  list: list(
    '/v1/audit-log',
    'Who changed what, the newest first; supervisors do not see the details of accounts and webhooks',
    readers,
    AuditEntry,
    Page.extend({ what: AuditWhat.optional(), id: Id.optional() }),
  ),
};
