import type { DeskState, ReadState } from '@rejoin/client';
import { raised, withRead, type KeptWork } from './kept-work';

/** As the contract has it. */
const atOnce = 100;

/** The work with what the server knows to be read, on whatever device that was. */
export function heardRead(work: KeptWork, known: DeskState['read']): KeptWork {
  let { read, told } = work;
  for (const { conversationId, readSeq, toldSeq } of known?.values() ?? []) {
    read = raised(read, { conversationId, seq: readSeq });
    told = raised(told, { conversationId, seq: toldSeq });
  }
  return withRead(work, { read, told });
}

/** What this desk knows to be read and the server does not; nothing where an older server would not understand it. */
export function readToTell(
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
