import { gatewayRoutes, type CustomerConversation, type CustomerRef, type Entry } from '@rejoin/contracts';
import type { TimelineFact } from '../domain/timeline';
import type { HttpApi } from '../outbound/http-api';
import type { Reader } from '../store/reading';
import { readRecords, type Records } from '../store/records.store';
import { readTimeline } from '../store/timeline.store';

/** A conversation with everything that all services store about it. */
export interface ExportedConversation extends CustomerConversation {
  readonly entries: readonly Entry[];
  readonly facts: readonly TimelineFact[];
  readonly records: Records;
}

/**
 * Collects what is stored about a customer: texts, names and contexts through the gateway, which records the access, and
 * the rest, which has ids and times only, from Postgres.
 */
export async function exportCustomer(
  api: HttpApi,
  sql: Reader,
  customer: CustomerRef,
): Promise<ExportedConversation[]> {
  const conversations = await api.all(gatewayRoutes.customerConversations, 'items', { body: { customer } });
  const exported: ExportedConversation[] = [];
  for (const conversation of conversations) {
    const { conversationId } = conversation;
    exported.push({
      ...conversation,
      entries: await api.all(gatewayRoutes.entries, 'entries', { of: [conversationId] }),
      facts: await readTimeline(sql, conversationId),
      records: await readRecords(sql, conversationId),
    });
  }
  return exported;
}
