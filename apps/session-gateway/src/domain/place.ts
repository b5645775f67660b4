import { Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** Where a list of windows goes on: after this one. */
const Place = z.object({ deadlineAt: Instant, conversationId: Id });
export type Place = z.infer<typeof Place>;

/** A place as the readers of a list carry it to the next page: nothing that they have to understand. */
export function cursorOf({ deadlineAt, conversationId }: Place): string {
  return Buffer.from(`${deadlineAt} ${conversationId}`).toString('base64url');
}

/** The place of a cursor; `invalid` for anything that none of ours is. */
export function placeOf(cursor: string): Place | Refused {
  const [deadlineAt, conversationId] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const place = Place.safeParse({ deadlineAt, conversationId });
  return place.success ? place.data : refuse('invalid');
}
