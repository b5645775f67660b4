import type { RefusalName } from '@rejoin/contracts';
import type { Read } from './chats';

/** A message that is not known to be stored. It is kept through a reload, and sent again under the same id. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly quickReplyId: string | null;
  /** Refused for good, and why; null: on its way. */
  readonly refused: RefusalName | null;
}

/** A note that is not known to be stored, the same way. Its text stays in the field until it is. */
export interface NoteUnderWay {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
}

/** What outlives the page. */
export interface KeptWork {
  readonly drafts: Readonly<Record<string, string>>;
  readonly unsent: readonly Unsent[];
  readonly notes: readonly NoteUnderWay[];
  readonly read: Read;
  /** conversation id -> seq up to which the agent was told of what happened */
  readonly told: Read;
}

export type WorkEvent =
  | { readonly type: 'drafted'; readonly conversationId: string; readonly text: string }
  | { readonly type: 'sent'; readonly unsent: Unsent }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'not-sent'; readonly id: string; readonly refused: RefusalName }
  | { readonly type: 'note-sent'; readonly note: NoteUnderWay }
  | { readonly type: 'note-answered'; readonly id: string; readonly isStored: boolean }
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'told-of'; readonly conversationId: string; readonly seq: number };

export const noWork: KeptWork = { drafts: {}, unsent: [], notes: [], read: {}, told: {} };

const notePrefix = 'note ';

/** Under what the draft of a note is kept: no conversation has such an id. */
export function noteOf(conversationId: string): string {
  return notePrefix + conversationId;
}

/** What stands in a note's field, as a note; the one that is under way already when its text is the same. */
export function noteToSend(work: KeptWork, conversationId: string, newId: string): NoteUnderWay | undefined {
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
      return withRead(work, { read: raised(work.read, event), told: work.told });
    case 'told-of':
      return withRead(work, { read: work.read, told: raised(work.told, event) });
  }
}

/** The same work when nothing of it is new. */
export function withRead(work: KeptWork, { read, told }: Pick<KeptWork, 'read' | 'told'>): KeptWork {
  return read === work.read && told === work.told ? work : { ...work, read, told };
}

export function raised(read: Read, { conversationId, seq }: { conversationId: string; seq: number }): Read {
  return (read[conversationId] ?? 0) >= seq ? read : { ...read, [conversationId]: seq };
}

/** The field is cleared when it still holds what was stored: whoever has typed on keeps that. */
function noteAnswered(work: KeptWork, { id, isStored }: { id: string; isStored: boolean }): KeptWork {
  const note = work.notes.find((one) => one.id === id);
  if (!note) return work;
  const field = noteOf(note.conversationId);
  const isDone = isStored && work.drafts[field]?.trim() === note.text;
  const drafts = isDone ? withDraft(work.drafts, field, '') : work.drafts;
  return { ...work, drafts, notes: without(work.notes, id) };
}

/** The conversations of which something is kept. */
export function conversationsIn({ drafts, unsent, notes, read, told }: KeptWork): ReadonlySet<string> {
  const drafted = Object.keys(drafts).map(conversationOf);
  return new Set([
    ...drafted,
    ...[...unsent, ...notes].map(({ conversationId }) => conversationId),
    ...Object.keys(read),
    ...Object.keys(told),
  ]);
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

/** In UTF-16 units: of one draft, twice what a message may have; of all texts, a part of what a browser stores. */
const draftAtMost = 64_000;
const textAtMost = 1_000_000;
const refusedAtMost = 100;

/** As much of it as is stored: the beginning of a long draft, the latest refused messages, the shortest texts. */
export function storedPart(work: KeptWork): KeptWork {
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
