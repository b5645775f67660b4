import { Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** Where a list of windows goes on: after this one. */
const WindowCursor = z.object({ deadlineAt: Instant, conversationId: Id });
export type WindowCursor = z.infer<typeof WindowCursor>;

/** A place as the readers of a list carry it to the next page: nothing that they have to understand. */
export function formatWindowCursor({ deadlineAt, conversationId }: WindowCursor): string {
  return Buffer.from(`${deadlineAt} ${conversationId}`).toString('base64url');
}

/** The place of a cursor; `invalid` for anything that none of ours is. */
export function parseWindowCursor(cursor: string): WindowCursor | Refused {
  const [deadlineAt, conversationId] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const parsedCursor = WindowCursor.safeParse({ deadlineAt, conversationId });
  return parsedCursor.success ? parsedCursor.data : refuse('invalid');
}
