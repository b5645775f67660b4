import { fieldProblem, Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** The position in a list of ongoing conversations: the rank of its status, its time in the order, and its id. */
const OngoingCursor = z.object({
  rank: z.coerce.number().int().min(0).max(3),
  at: Instant.refine((at) => at >= '1900'),
  conversationId: Id,
});
export type OngoingCursor = z.infer<typeof OngoingCursor>;

/** Returns the cursor as the opaque text that readers of the list send with the next page. */
export function formatOngoingCursor({ rank, at, conversationId }: OngoingCursor): string {
  return Buffer.from(`${rank} ${at} ${conversationId}`).toString('base64url');
}

/** Parses the text of a cursor. Returns `invalid` for a text that this service did not produce. */
export function parseOngoingCursor(cursor: string): OngoingCursor | Refused {
  const [rank, at, conversationId] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const parsed = OngoingCursor.safeParse({ rank, at, conversationId });
  if (parsed.success) return parsed.data;
  return { ...refuse('invalid'), fields: [fieldProblem('/cursor', 'not-a-cursor')] };
}
