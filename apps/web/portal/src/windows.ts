import type { Envelope } from '@rejoin/contracts';
import { factOf } from './story';

/** The ids of the facts from a disconnect to its outcome: reconnected, timed out, or ended. */
export function idsInWindows(facts: readonly Envelope[]): ReadonlySet<string> {
  const away = new Set<string>();
  const ids = new Set<string>();
  for (const envelope of facts) {
    const { type } = factOf(envelope);
    if (begins.has(type)) away.add(envelope.subject);
    if (away.has(envelope.subject)) ids.add(envelope.id);
    if (ends.has(type)) away.delete(envelope.subject);
  }
  return ids;
}

const begins: ReadonlySet<string> = new Set(['CustomerDisconnected', 'ReconnectionWindowOpened']);
const ends: ReadonlySet<string> = new Set(['ReconnectAccepted', 'ReconnectExpired', 'ConversationSealed']);
