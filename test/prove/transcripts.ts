import { Client } from 'pg';
import type { Acknowledged, ShownTranscript } from './records';

interface Row {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string | null;
}

/** The entries of every conversation, by seq. */
export interface Stored {
  readonly count: number;
  readonly by: ReadonlyMap<string, readonly (string | null)[]>;
}

export async function storedIn(databaseUrl: string): Promise<Stored> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(
      `select conversation_id as "conversationId", seq::int, text from session_gateway.entries
       order by conversation_id, seq`,
    );
    return arranged(rows);
  } finally {
    await client.end();
  }
}

/** A gap in seq leaves an empty element. */
export function arranged(rows: readonly Row[]): Stored {
  const by = new Map<string, (string | null)[]>();
  for (const { conversationId, seq, text } of rows) {
    const entries = by.get(conversationId) ?? [];
    entries[seq - 1] = text;
    by.set(conversationId, entries);
  }
  return { count: rows.length, by };
}

/** Acknowledged messages that are not in their place. */
export function wrongAcks(acknowledged: readonly Acknowledged[], { by }: Stored): string[] {
  return acknowledged.flatMap(({ conversationId, seq, text }) => {
    const found = by.get(conversationId)?.[seq - 1];
    return found === text
      ? []
      : [`${conversationId}: ${text} was acknowledged as ${seq}, there is ${String(found)}`];
  });
}

const spoken = /^((?:customer|agent)-\d+)\.(\d+)$/;

/** Every text of the campaign is sent once, and each sender counts upwards. */
export function wrongOrder({ by }: Stored): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const [conversationId, entries] of by) {
    const last = new Map<string, number>();
    for (const text of entries) {
      const [, sender, n] = spoken.exec(text ?? '') ?? [];
      if (sender === undefined || text == null) continue;
      if (seen.has(text)) found.push(`${conversationId}: ${text} is there twice`);
      seen.add(text);
      if (Number(n) < (last.get(sender) ?? 0))
        found.push(`${conversationId}: ${text} comes after a later one`);
      last.set(sender, Number(n));
    }
  }
  return found;
}

/** Pages and desks that do not show exactly the stored entries. Texts that contain links differ by reader. */
export function wrongShown(shown: readonly ShownTranscript[], { by }: Stored): string[] {
  return shown.flatMap(({ who, conversationId, lines }) => {
    const stored = by.get(conversationId) ?? [];
    const wrong = lines.find(({ seq, text }, i) => {
      const expected = stored[seq - 1];
      return seq !== i + 1 || (spoken.test(expected ?? '') && text !== expected);
    });
    if (wrong) return [`${who} has ${String(wrong.text)} at ${wrong.seq} in ${conversationId}`];
    if (lines.length !== stored.length)
      return [`${who} has ${lines.length} of ${stored.length} entries of ${conversationId}`];
    return [];
  });
}
