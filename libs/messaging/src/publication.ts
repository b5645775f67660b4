import { eventType, subjectOf, type Envelope, type ServiceName } from '@rejoin/contracts';
import { headers, Match } from 'nats';
import type { Publication } from './publisher';
import type { OutboxRow } from './store/outbox-rows';

/**
 * Converts a row to a message: a CloudEvent in structured JSON. Its message id is the id of the fact, unless the stream has
 * to accept the fact again. The header names the span of the publication as the parent, the envelope what committed the
 * fact.
 */
export function publication(
  service: ServiceName,
  row: OutboxRow,
  {
    messageId = row.id,
    traceparent = row.traceparent,
    timeline,
  }: { messageId?: string; traceparent?: string; timeline?: string | undefined } = {},
): Publication {
  const envelope: Omit<Envelope, 'data'> = {
    specversion: '1.0',
    id: row.id,
    source: `/rejoin/${service}`,
    type: eventType(row.type),
    subject: row.aggregate_id,
    time: row.recorded_at,
    datacontenttype: 'application/json',
    org: row.org,
    family: row.family,
    version: row.version,
    ...(row.previous ? { previous: previousText(row.previous) } : {}),
    ...(timeline === undefined ? {} : { timeline }),
    traceparent: row.traceparent,
  };
  const header = headers();
  header.set('Content-Type', 'application/cloudevents+json', Match.Exact);
  header.set('traceparent', traceparent, Match.Exact);
  header.set('Nats-Msg-Id', messageId, Match.Exact);
  return {
    subject: subjectOf(row.org, row.family, row.type, row.aggregate_id),
    body: `${JSON.stringify(envelope).slice(0, -1)},"data":${row.data}}`,
    headers: header,
  };
}

function previousText(previous: Readonly<Record<string, number>>): string {
  return Object.entries(previous)
    .map(([kind, version]) => `${kind}=${version}`)
    .join(' ');
}
