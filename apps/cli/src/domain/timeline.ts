/** A fact about a conversation, as its service has recorded it. */
export interface TimelineFact {
  /** When it was recorded, by the database's clock. */
  readonly at: string;
  readonly service: string;
  readonly family: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly published: boolean;
}

/** One line of a timeline. The time that the fact itself names is left out. */
export function timelineLine({ at, service, type, family, version, data, published }: TimelineFact): string {
  const details = Object.entries(data)
    .filter(([name, value]) => !['conversationId', 'at'].includes(name) && value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const waits = published ? [] : ['(waits in the outbox)'];
  return [at, service.padEnd(18), type.padEnd(26), `${family} ${version}`.padEnd(16), ...details, ...waits]
    .join('  ')
    .trimEnd();
}

/** Adds the texts of messages and notes, by their numbers. */
export function withTexts(
  facts: readonly TimelineFact[],
  entries: readonly { readonly seq: number; readonly text: string | null }[],
): TimelineFact[] {
  const texts = new Map(entries.map(({ seq, text }) => [seq, text]));
  return facts.map((fact) => {
    const isText = fact.type === 'MessageSent' || fact.type === 'NoteAdded';
    return isText
      ? { ...fact, data: { ...fact.data, text: texts.get(Number(fact.data['seq'])) ?? null } }
      : fact;
  });
}
