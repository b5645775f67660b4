import type { DeskState, ReadState } from '@rejoin/client';
import { raisePosition, withPositions, type KeptWork } from './kept-work';

/** The maximum number of positions in one request of the contract. */
const atOnce = 100;

/** Returns the work with the read positions that the server knows from any device. */
export function mergeReads(work: KeptWork, known: DeskState['read']): KeptWork {
  let { read, told } = work;
  for (const { conversationId, readSeq, toldSeq } of known?.values() ?? []) {
    read = raisePosition(read, { conversationId, seq: readSeq });
    told = raisePosition(told, { conversationId, seq: toldSeq });
  }
  return withPositions(work, { read, told });
}

/**
 * Returns the read positions that are higher than the server's; none for an older server, which does not support
 * them.
 */
export function readsToSend(
  { read, told }: Pick<KeptWork, 'read' | 'told'>,
  { read: known, conversations }: Pick<DeskState, 'read' | 'conversations'>,
): ReadState[] {
  if (!known) return [];
  const news = [...conversations.keys()].flatMap((conversationId): ReadState[] => {
    const before = known.get(conversationId);
    const [readSeq, toldSeq] = [read[conversationId] ?? 0, told[conversationId] ?? 0];
    const isNew = readSeq > (before?.readSeq ?? 0) || toldSeq > (before?.toldSeq ?? 0);
    return isNew ? [{ conversationId, readSeq, toldSeq }] : [];
  });
  return news.slice(0, atOnce);
}
