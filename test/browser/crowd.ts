import type { Entry } from '@rejoin/contracts';
import { at, deskScene, snapshot, talk, type Scene } from '../../tools/screenshots/desk-scene';

type Conversation = Scene['conversations'][number];

const started = { code: 'conversation-started' } as const;
const joined = { code: 'agent-joined', params: { name: 'Anna Berg', transferred: false } } as const;

/** A desk with other conversations than those of the screenshots. */
export function crowd(
  conversations: readonly Conversation[],
  status: Partial<Scene['status']> = {},
  welcome: Scene['welcome'] = { read: [] },
): Scene {
  const scene = deskScene();
  const units = { usedUnits: conversations.length, heldUnits: 0, maxUnits: 100, queue: [] };
  return { ...scene, status: { ...scene.status, ...units, ...status }, conversations, welcome };
}

/** Creates this many items, numbered from 1. */
export function several<One>(count: number, make: (number: number) => One): One[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

export const idOf = (number: number): string => `c${String(number).padStart(3, '0')}`;

/** An active conversation that ends with these messages, the last of them some minutes ago. */
export function active(number: number, lines: readonly Partial<Entry>[], minutesAgo = 5): Conversation {
  const entries = talk(-minutesAgo, [started, joined, ...lines]);
  return { snapshot: snapshot(idOf(number), `Customer ${number}`, { lastSeq: entries.length }), entries };
}

/** A conversation whose customer did not return in time. */
export function expired(number: number, minutesAgo = 5): Conversation {
  const ended = { state: 'wrap-up', ended: { by: 'system', reason: 'expired' } } as const;
  const end = { code: 'window-expired', params: { deadlineAt: at(-minutesAgo) } } as const;
  const entries = talk(-minutesAgo, [started, joined, { text: 'One moment' }, end]);
  return { snapshot: snapshot(idOf(number), `Customer ${number}`, { ...ended, lastSeq: 4 }), entries };
}

/** The frames of a conversation that arrives now. */
export function arriving(number: number): Conversation {
  return active(number, [], -1);
}
