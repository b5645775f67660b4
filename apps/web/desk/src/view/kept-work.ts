import type { RefusalName } from '@rejoin/contracts';
import type { ReadPositions } from './chats';

/** A message that is not known to be stored. It survives a reload and is sent again with the same id. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly quickReplyId: string | null;
  /** The refusal of the server, which is final; null while the message is being sent. */
  readonly refused: RefusalName | null;
}

/** A note that is not known to be stored. Its text stays in the field until it is. */
export interface PendingNote {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
}

/** The work that survives a reload of the page. */
export interface KeptWork {
  readonly drafts: Readonly<Record<string, string>>;
  readonly unsent: readonly Unsent[];
  readonly notes: readonly PendingNote[];
  readonly read: ReadPositions;
  /** Maps a conversation id to the seq up to which the agent has been notified of events. */
  readonly told: ReadPositions;
}

export type WorkEvent =
  | { readonly type: 'drafted'; readonly conversationId: string; readonly text: string }
  | { readonly type: 'sent'; readonly unsent: Unsent }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'not-sent'; readonly id: string; readonly refused: RefusalName }
  | { readonly type: 'note-sent'; readonly note: PendingNote }
  | { readonly type: 'note-answered'; readonly id: string; readonly isStored: boolean }
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'notified'; readonly conversationId: string; readonly seq: number };

export const noWork: KeptWork = { drafts: {}, unsent: [], notes: [], read: {}, told: {} };

const notePrefix = 'note ';

/** Returns the key of a note's draft. No conversation id has this form. */
export function noteOf(conversationId: string): string {
  return notePrefix + conversationId;
}

/** Returns the note of the note field. It reuses the note that is being sent when the text is the same. */
export function noteToSend(work: KeptWork, conversationId: string, newId: string): PendingNote | undefined {
  const text = (work.drafts[noteOf(conversationId)] ?? '').trim();
  if (text === '') return undefined;
  const known = work.notes.find((note) => note.conversationId === conversationId && note.text === text);
  return known ?? { id: newId, conversationId, text };
}

export function evolveWork(work: KeptWork, event: WorkEvent): KeptWork {
  switch (event.type) {
    case 'drafted':
      return { ...work, drafts: withDraft(work.drafts, event.conversationId, event.text) };
    case 'sent':
      return { ...work, unsent: [...without(work.unsent, event.unsent.id), event.unsent] };
    case 'stored':
      return { ...work, unsent: without(work.unsent, event.id) };
    case 'not-sent': {
      const { id, refused } = event;
      return { ...work, unsent: work.unsent.map((one) => (one.id === id ? { ...one, refused } : one)) };
    }
    case 'note-sent':
      return { ...work, notes: [...without(work.notes, event.note.id), event.note] };
    case 'note-answered':
      return noteAnswered(work, event);
    case 'read':
      return withPositions(work, { read: raisePosition(work.read, event), told: work.told });
    case 'notified':
      return withPositions(work, { read: work.read, told: raisePosition(work.told, event) });
  }
}

/** Returns the same object when nothing has changed. */
export function withPositions(work: KeptWork, { read, told }: Pick<KeptWork, 'read' | 'told'>): KeptWork {
  return read === work.read && told === work.told ? work : { ...work, read, told };
}

export function raisePosition(
  read: ReadPositions,
  { conversationId, seq }: { conversationId: string; seq: number },
): ReadPositions {
  return (read[conversationId] ?? 0) >= seq ? read : { ...read, [conversationId]: seq };
}

/** Clears the field only if it still contains the stored text, so that later changes are kept. */
function noteAnswered(work: KeptWork, { id, isStored }: { id: string; isStored: boolean }): KeptWork {
  const note = work.notes.find((one) => one.id === id);
  if (!note) return work;
  const field = noteOf(note.conversationId);
  const isDone = isStored && work.drafts[field]?.trim() === note.text;
  const drafts = isDone ? withDraft(work.drafts, field, '') : work.drafts;
  return { ...work, drafts, notes: without(work.notes, id) };
}

/** Returns the ids of the conversations of which work is kept. */
export function conversationsIn({ drafts, unsent, notes, read, told }: KeptWork): ReadonlySet<string> {
  const drafted = Object.keys(drafts).map(conversationOf);
  return new Set([
    ...drafted,
    ...[...unsent, ...notes].map(({ conversationId }) => conversationId),
    ...Object.keys(read),
    ...Object.keys(told),
  ]);
}

/**
 * Returns the messages that were refused because their conversation had left the desk, so that no transcript shows them.
 * `gone`: the conversations that the connection has shown to be missing.
 */
export function strandedMessages(
  { unsent }: KeptWork,
  mine: { has(conversationId: string): boolean },
  gone: Readonly<Record<string, unknown>>,
): readonly Unsent[] {
  return unsent.filter(
    ({ refused, conversationId }) =>
      refused === 'not-your-conversation' && conversationId in gone && !mine.has(conversationId),
  );
}

export function withoutConversations(work: KeptWork, gone: ReadonlySet<string>): KeptWork {
  if (gone.size === 0) return work;
  const stays = ({ conversationId }: { conversationId: string }) => !gone.has(conversationId);
  return {
    drafts: only(work.drafts, (key) => !gone.has(conversationOf(key))),
    unsent: work.unsent.filter(stays),
    notes: work.notes.filter(stays),
    read: only(work.read, (key) => !gone.has(key)),
    told: only(work.told, (key) => !gone.has(key)),
  };
}

/**
 * The limits are in UTF-16 units. A draft may be twice as long as a message; all texts use a part of the browser's
 * quota.
 */
const draftAtMost = 64_000;
const textAtMost = 1_000_000;
const refusedAtMost = 100;

/**
 * Returns the part of the work that is stored: long drafts are truncated, only the latest refused messages are
 * included, and shorter drafts take precedence.
 */
export function partToStore(work: KeptWork): KeptWork {
  const refused = work.unsent.filter((one) => one.refused !== null).slice(-refusedAtMost);
  const unsent = work.unsent.filter((one) => one.refused === null || refused.includes(one));
  let room = textAtMost - [...unsent, ...work.notes].reduce((sum, { text }) => sum + text.length, 0);
  const drafts = Object.entries(work.drafts)
    .map(([key, text]) => [key, text.slice(0, draftAtMost)] as const)
    .sort(([, a], [, b]) => a.length - b.length)
    .filter(([, text]) => (room -= text.length) >= 0);
  return { ...work, drafts: Object.fromEntries(drafts), unsent };
}

function conversationOf(draftKey: string): string {
  return draftKey.startsWith(notePrefix) ? draftKey.slice(notePrefix.length) : draftKey;
}

function withDraft(drafts: KeptWork['drafts'], key: string, text: string): KeptWork['drafts'] {
  return text === '' ? only(drafts, (one) => one !== key) : { ...drafts, [key]: text };
}

function only<Value>(record: Readonly<Record<string, Value>>, stays: (key: string) => boolean) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => stays(key)));
}

function without<One extends { id: string }>(list: readonly One[], id: string): readonly One[] {
  return list.filter((one) => one.id !== id);
}
