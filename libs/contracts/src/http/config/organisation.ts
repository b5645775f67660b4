import { z } from 'zod';
import { AuditAction, AuditEntry, AuditWhat } from '../../audit';
import { auditLimits } from '../../limits';
import { Page } from '../../paging';
import { Id, Instant, Name } from '../../primitives';
import type { Route } from '../route';
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

/** Which entries of the audit log. All conditions apply together. */
const AuditFilter = z.object({
  what: AuditWhat.optional().describe('only changes of this kind of resource'),
  id: Id.optional().describe('only changes of the resource with this id'),
  by: Id.optional().describe('only changes by this account'),
  action: AuditAction.optional(),
  from: Instant.optional().describe('only changes at or after this instant'),
  until: Instant.optional().describe('only changes before this instant'),
});

/** Operations on the audit log. */
export const auditRoutes = {
  list: list(
    '/v1/audit-log',
    'List changes, the newest first; supervisors do not see the details of accounts and webhooks',
    readers,
    AuditEntry,
    Page.extend(AuditFilter.shape),
  ),
  export: {
    method: 'GET',
    path: '/v1/audit-log/export',
    summary: 'Export the same changes as a CSV file (RFC 4180, UTF-8 with a byte order mark)',
    roles: readers,
    query: AuditFilter,
    reply: z
      .string()
      .max(auditLimits.exportedBytes.value)
      .describe('one line for each change; texts that begin like a formula begin with an apostrophe'),
    tagged: false,
    isCsv: true,
    refusals: ['invalid', 'too-many'],
  },
} satisfies Record<string, Route>;
