import type { ConnectionStatus, DeskState } from '@rejoin/client';
import type { Account, RefusalName } from '@rejoin/contracts';
import { evolveWork, noWork, type KeptWork, type WorkEvent } from './kept-work';
import { missed, stillNews, watched, type Notice } from './notices';
import { heardRead } from './read-sync';
import { tidied, type Gone } from './tidy';

/** `elsewhere`: another tab of this browser uses the desk. */
export type Seat = 'signed-out' | 'here' | 'asked' | 'elsewhere';

/** The state of everything that the desk shows, except the local state of components. */
export interface DeskView {
  readonly seat: Seat;
  readonly account: Account | null;
  readonly desk: DeskState;
  readonly connection: ConnectionStatus;
  /** Why the desk asks for the password in a dialog; null when it does not. */
  readonly signInAgain: RefusalName | 'soon' | null;
  /** A password change is in progress: it ends the current sign-in and returns a new one. */
  readonly isRenewing: boolean;
  readonly expiresAt: string | null;
  /** The sign-in expires in a few minutes. */
  readonly isExpiring: boolean;
  readonly work: KeptWork;
  /** Conversations that have left the desk and of which work is still kept. */
  readonly gone: Gone;
  readonly typing: readonly string[];
  readonly notices: readonly Notice[];
  /** Conversations that this agent is moving away from the desk. */
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
  | { readonly type: 'renewing'; readonly is: boolean }
  | { readonly type: 'renewed'; readonly expiresAt: string }
  | { readonly type: 'expiring' }
  | WorkEvent
  /** The server has sent the state of the desk; `now` is in milliseconds. */
  | { readonly type: 'told'; readonly now: number }
  | { readonly type: 'typing'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'leaving'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'dismissed'; readonly ids: readonly string[] };

export function evolveView(view: DeskView, event: DeskEvent): DeskView {
  switch (event.type) {
    case 'signed-in': {
      const work = heardRead(event.work, view.desk.read);
      return {
        ...view,
        seat: 'here',
        signInAgain: null,
        isExpiring: false,
        account: event.account,
        expiresAt: event.expiresAt,
        work,
        notices: stillNews(view.notices, work),
      };
    }
    case 'signed-out':
      return { ...initialView(event.desk), connection: view.connection };
    case 'seat':
      return { ...view, seat: event.seat };
    case 'desk':
      return seen(view, event.desk);
    case 'connection':
      return connected(view, event.status);
    case 'sign-in-again':
      return view.isRenewing ? view : { ...view, signInAgain: event.why };
    case 'renewed':
      return { ...view, expiresAt: event.expiresAt };
    case 'renewing':
      return connected({ ...view, isRenewing: event.is }, view.connection);
    case 'expiring':
      return view.isExpiring ? view : { ...view, isExpiring: true };
    case 'told':
      return view.seat === 'here' && view.connection.phase === 'live'
        ? { ...view, ...tidied(view, view.desk.conversations, event.now) }
        : view;
    case 'typing':
      return { ...view, typing: toggled(view.typing, event.conversationId, event.is) };
    case 'leaving':
      return { ...view, leaving: toggled(view.leaving, event.conversationId, event.is) };
    case 'dismissed':
      return dismissed(view, event.ids);
    default: {
      const work = evolveWork(view.work, event);
      return work === view.work ? view : { ...view, work, notices: stillNews(view.notices, work) };
    }
  }
}

export function initialView(desk: DeskState): DeskView {
  return {
    seat: 'signed-out',
    account: null,
    desk,
    connection: { phase: 'idle' },
    signInAgain: null,
    isRenewing: false,
    expiresAt: null,
    isExpiring: false,
    work: noWork,
    gone: {},
    typing: [],
    notices: [],
    leaving: [],
  };
}

/**
 * Applies a new state of the desk: ends the typing indicator of a customer whose message arrived, and adds notices of
 * missed events.
 */
function seen(view: DeskView, desk: DeskState): DeskView {
  const { account, tokenExpiresAt } = desk.welcome ?? {};
  const known = desk.read === view.desk.read ? view.work : heardRead(view.work, desk.read);
  const work = watched(known, view.desk, desk);
  const told = missed({ ...view, work }, desk).filter(
    ({ id }) => !view.notices.some((notice) => notice.id === id),
  );
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
    work,
    notices: stillNews(told.length > 0 ? [...view.notices, ...told] : view.notices, work),
    leaving: view.leaving.length > 0 ? view.leaving.filter((id) => desk.conversations.has(id)) : view.leaving,
  };
}

/** Removes the notices and records them as known, so that neither another device nor a later sign-in shows them. */
function dismissed(view: DeskView, ids: readonly string[]): DeskView {
  const gone = view.notices.filter(({ id }) => ids.includes(id));
  const work = gone.reduce(
    (known, { conversationId, seq }) => evolveWork(known, { type: 'told-of', conversationId, seq }),
    view.work,
  );
  return { ...view, work, notices: view.notices.filter((notice) => !gone.includes(notice)) };
}

/**
 * Applies a connection status. A connection that is over has a reason, mostly an expired sign-in, which the password
 * renews. The times of conversations that have left the desk start anew.
 */
function connected(view: DeskView, status: ConnectionStatus): DeskView {
  const refusal = status.phase === 'over' ? status.refusal : null;
  const isAsked = refusal && view.seat === 'here' && !view.isRenewing;
  const signInAgain = isAsked ? refusal.name : view.signInAgain;
  return { ...view, connection: status, signInAgain, gone: {} };
}

function toggled(ids: readonly string[], id: string, is: boolean): readonly string[] {
  if (ids.includes(id) === is) return ids;
  return is ? [...ids, id] : ids.filter((one) => one !== id);
}
