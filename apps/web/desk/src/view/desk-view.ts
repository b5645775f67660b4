import type { ConnectionStatus, DeskState } from '@rejoin/client';
import type { Account, RefusalName } from '@rejoin/contracts';
import type { Read } from './chats';
import { missed, type Notice } from './notices';

/** A message that is not known to be stored. It is kept through a reload, and sent again under the same id. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly quickReplyId: string | null;
  /** Refused for good, and why; null: on its way. */
  readonly refused: RefusalName | null;
}

/** What outlives the page. */
export interface KeptWork {
  readonly drafts: Readonly<Record<string, string>>;
  readonly unsent: readonly Unsent[];
  readonly read: Read;
}

export const noWork: KeptWork = { drafts: {}, unsent: [], read: {} };

/** `elsewhere`: another tab of this browser has the desk. */
export type Seat = 'signed-out' | 'here' | 'asked' | 'elsewhere';

/** Everything the desk shows, besides what a component alone has to know. */
export interface DeskView {
  readonly seat: Seat;
  readonly account: Account | null;
  readonly desk: DeskState;
  readonly connection: ConnectionStatus;
  /** Why the password is asked for, over everything that is kept. */
  readonly signInAgain: RefusalName | 'soon' | null;
  readonly expiresAt: string | null;
  /** The sign-in runs out in a few minutes. */
  readonly isExpiring: boolean;
  readonly work: KeptWork;
  readonly typing: readonly string[];
  readonly notices: readonly Notice[];
  /** Conversations that this agent has just sent away. */
  readonly leaving: readonly string[];
}

export type DeskEvent =
  | {
      readonly type: 'signed-in';
      readonly account: Account;
      readonly expiresAt: string | null;
      readonly work: KeptWork;
    }
  | { readonly type: 'signed-out'; readonly desk: DeskState }
  | { readonly type: 'seat'; readonly seat: Seat }
  | { readonly type: 'desk'; readonly desk: DeskState }
  | { readonly type: 'connection'; readonly status: ConnectionStatus }
  | { readonly type: 'sign-in-again'; readonly why: RefusalName | 'soon' | null }
  | { readonly type: 'expiring' }
  | { readonly type: 'drafted'; readonly conversationId: string; readonly text: string }
  | { readonly type: 'sent'; readonly unsent: Unsent }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'not-sent'; readonly id: string; readonly refused: RefusalName }
  | { readonly type: 'read'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'typing'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'leaving'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'dismissed'; readonly id: string };

export function evolveView(view: DeskView, event: DeskEvent): DeskView {
  switch (event.type) {
    case 'signed-in':
      return {
        ...view,
        seat: 'here',
        signInAgain: null,
        isExpiring: false,
        account: event.account,
        expiresAt: event.expiresAt,
        work: event.work,
      };
    case 'signed-out':
      return { ...initialView(event.desk), connection: view.connection };
    case 'seat':
      return { ...view, seat: event.seat };
    case 'desk':
      return seen(view, event.desk);
    case 'connection':
      return connected(view, event.status);
    case 'sign-in-again':
      return { ...view, signInAgain: event.why };
    case 'expiring':
      return view.isExpiring ? view : { ...view, isExpiring: true };
    case 'drafted':
      return worked(view, { drafts: withDraft(view.work.drafts, event.conversationId, event.text) });
    case 'sent':
      return worked(view, { unsent: [...without(view.work.unsent, event.unsent.id), event.unsent] });
    case 'stored':
      return worked(view, { unsent: without(view.work.unsent, event.id) });
    case 'not-sent':
      return worked(view, {
        unsent: view.work.unsent.map((one) =>
          one.id === event.id ? { ...one, refused: event.refused } : one,
        ),
      });
    case 'read':
      if ((view.work.read[event.conversationId] ?? 0) >= event.seq) return view;
      return worked(view, { read: { ...view.work.read, [event.conversationId]: event.seq } });
    case 'typing':
      return { ...view, typing: toggled(view.typing, event.conversationId, event.is) };
    case 'leaving':
      return { ...view, leaving: toggled(view.leaving, event.conversationId, event.is) };
    case 'dismissed':
      return { ...view, notices: view.notices.filter(({ id }) => id !== event.id) };
  }
}

export function initialView(desk: DeskState): DeskView {
  return {
    seat: 'signed-out',
    account: null,
    desk,
    connection: { phase: 'idle' },
    signInAgain: null,
    expiresAt: null,
    isExpiring: false,
    work: noWork,
    typing: [],
    notices: [],
    leaving: [],
  };
}

/** Another state of the desk: whoever wrote is no longer typing, and what happened unseen is told. */
function seen(view: DeskView, desk: DeskState): DeskView {
  const { account, tokenExpiresAt } = desk.welcome ?? {};
  const told = missed(view, desk).filter(({ id }) => !view.notices.some((notice) => notice.id === id));
  const typing = view.typing.filter((id) => {
    return desk.conversations.get(id)?.transcript === view.desk.conversations.get(id)?.transcript;
  });
  return {
    ...view,
    desk,
    account: account ?? view.account,
    expiresAt: tokenExpiresAt ?? view.expiresAt,
    isExpiring: view.isExpiring && tokenExpiresAt === view.desk.welcome?.tokenExpiresAt,
    typing: typing.length === view.typing.length ? view.typing : typing,
    notices: told.length > 0 ? [...view.notices, ...told] : view.notices,
    leaving: view.leaving.length > 0 ? view.leaving.filter((id) => desk.conversations.has(id)) : view.leaving,
  };
}

/** A line that is over is over for a reason; mostly the password opens a new one. */
function connected(view: DeskView, status: ConnectionStatus): DeskView {
  const refusal = status.phase === 'over' ? status.refusal : null;
  const signInAgain = refusal && view.seat === 'here' ? refusal.name : view.signInAgain;
  return { ...view, connection: status, signInAgain };
}

function worked(view: DeskView, work: Partial<KeptWork>): DeskView {
  return { ...view, work: { ...view.work, ...work } };
}

function withDraft(drafts: KeptWork['drafts'], conversationId: string, text: string): KeptWork['drafts'] {
  if (text !== '') return { ...drafts, [conversationId]: text };
  return Object.fromEntries(Object.entries(drafts).filter(([id]) => id !== conversationId));
}

function without(unsent: readonly Unsent[], id: string): readonly Unsent[] {
  return unsent.filter((one) => one.id !== id);
}

function toggled(ids: readonly string[], id: string, is: boolean): readonly string[] {
  if (ids.includes(id) === is) return ids;
  return is ? [...ids, id] : ids.filter((one) => one !== id);
}
