import { z } from 'zod';
import { AuditEntry, AuditWhat } from '../../audit';
import { Page } from '../../paging';
import { Id, Instant, Name } from '../../primitives';
import { count, list, read, readable, readers, readUntagged, version } from './resource';

const Organisation = z
  .object({ organisationId: Id, name: Name, version, changedAt: Instant })
  .meta({ id: 'Organisation' });
const Addresses = z
  .object({
    gateways: z
      .array(z.url().max(2000))
      .max(100)
      .describe('the URLs at which browsers reach the gateways; empty: not configured by the operator'),
  })
  .meta({ id: 'Addresses' });
const Overview = z
  .object({
    workstreams: z.object({ all: count, active: count }),
    widgets: z.object({
      all: count,
      active: count,
      withReconnect: count.describe('the active ones with Reconnect to previous chat'),
    }),
    agents: z.object({
      all: count,
      active: count,
      assigned: count.describe('the active ones who work in a workstream'),
    }),
  })
  .meta({ id: 'Overview' });

/** Operations on the organisation: its addresses and the number of its resources. */
export const organisationRoutes = {
  read: readable(read('/v1/organisation', 'Read the organisation', readers, Organisation)),
  addresses: readUntagged(
    '/v1/addresses',
    'Read the URLs of the gateways, for the code that embeds a chat widget',
    Addresses,
  ),
  overview: readUntagged('/v1/overview', 'Count workstreams, chat widgets and agents', Overview),
};

/** Operations on the audit log. */
export const auditRoutes = {
  list: list(
    '/v1/audit-log',
    'List changes, the newest first; supervisors do not see the details of accounts and webhooks',
    readers,
    AuditEntry,
    Page.extend({ what: AuditWhat.optional(), id: Id.optional() }),
  ),
};
