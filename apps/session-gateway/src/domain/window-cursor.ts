import { Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** The position in a list of windows after which the next page begins. */
const WindowCursor = z.object({ deadlineAt: Instant, conversationId: Id });
export type WindowCursor = z.infer<typeof WindowCursor>;

/** Returns the cursor as the opaque text that readers of a list send with the next page. */
export function formatWindowCursor({ deadlineAt, conversationId }: WindowCursor): string {
  return Buffer.from(`${deadlineAt} ${conversationId}`).toString('base64url');
}

/** Parses the text of a cursor. Returns `invalid` for a text that this service did not produce. */
export function parseWindowCursor(cursor: string): WindowCursor | Refused {
  const [deadlineAt, conversationId] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const parsedCursor = WindowCursor.safeParse({ deadlineAt, conversationId });
  return parsedCursor.success ? parsedCursor.data : refuse('invalid');
}
