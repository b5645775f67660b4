import type { Envelope } from '@rejoin/contracts';

let count = 0;

/** A fact as NATS delivers it, one second after the previous one. */
export function told(type: string, subject: string, data: object = {}): Envelope {
  count++;
  return {
    specversion: '1.0',
    id: `fact-${count}`,
    source: '/rejoin/test',
    type: `rejoin.v1.${type}`,
    subject,
    time: new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString(),
    datacontenttype: 'application/json',
    org: 'default',
    family: 'session',
    version: count,
    data: { conversationId: subject, ...data },
  };
}
