import { fieldProblem, Id, Instant } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { z } from 'zod';

/** Postgres cannot store every year of an instant. */
const StoredInstant = Instant.refine((at) => at >= '1900');

const WindowCursor = z.object({ deadlineAt: StoredInstant, conversationId: Id });
const HistoryCursor = z.object({ closedAt: StoredInstant, conversationId: Id });
const OngoingCursor = z.object({
  rank: z.coerce.number().int().min(0).max(3),
  at: StoredInstant,
  conversationId: Id,
});

/** The position in a list of windows after which the next page begins. */
export type WindowCursor = z.infer<typeof WindowCursor>;
/** The position in the history after which the next page begins. */
export type HistoryCursor = z.infer<typeof HistoryCursor>;
/** The position in a list of ongoing conversations: the rank of its status, its time in the order, and its id. */
export type OngoingCursor = z.infer<typeof OngoingCursor>;

export const windowCursor = cursorOf(WindowCursor);
export const historyCursor = cursorOf(HistoryCursor);
export const ongoingCursor = cursorOf(OngoingCursor);

/** A cursor is the text of the fields of a position, in the order of the schema. */
function cursorOf<Position extends Readonly<Record<string, string | number>>>(
  schema: z.ZodType<Position> & { readonly shape: object },
) {
  const fields = Object.keys(schema.shape);
  return {
    /** Returns a position as the key that `pageOf` encodes. Readers send the opaque text with the next page. */
    keyOf: (position: Position): string => fields.map((field) => position[field]).join(' '),

    /** Parses the opaque text. Returns `invalid` for a text that this service did not produce. */
    parse(cursor: string): Position | Refused {
      const values = Buffer.from(cursor, 'base64url').toString().split(' ');
      const parsed = schema.safeParse(Object.fromEntries(fields.map((field, i) => [field, values[i]])));
      return parsed.success ? parsed.data : refuse('invalid', fieldProblem('/cursor', 'not-a-cursor'));
    },
  };
}
