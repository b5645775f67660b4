import { fieldProblem, Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** The position in the history after which the next page begins. Postgres cannot store every year of an instant. */
const HistoryCursor = z.object({ closedAt: Instant.refine((at) => at >= '1900'), conversationId: Id });
export type HistoryCursor = z.infer<typeof HistoryCursor>;

/** Returns the cursor as the opaque text that readers send with the next page. */
export function formatHistoryCursor({ closedAt, conversationId }: HistoryCursor): string {
  return Buffer.from(`${closedAt} ${conversationId}`).toString('base64url');
}

/** Parses the text of a cursor. Returns `invalid` for a text that this service did not produce. */
export function parseHistoryCursor(cursor: string): HistoryCursor | Refused {
  const [closedAt, conversationId] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const parsed = HistoryCursor.safeParse({ closedAt, conversationId });
  if (parsed.success) return parsed.data;
  return { ...refuse('invalid'), fields: [fieldProblem('/cursor', 'not-a-cursor')] };
}
