import type { ConnectionStatus, DeskState } from '@rejoin/client';
import type { Account, RefusalName } from '@rejoin/contracts';
import { evolveWork, noWork, type KeptWork, type WorkEvent } from './kept-work';
import { newNotices, unseenNotices, withSeenExpiries, type Notice } from './notices';
import { mergeReads } from './read-sync';
import { withoutLeftWork, type LeftSince } from './left-work';

/**
 * `conflict`: another tab of this browser has opened the desk too, and the agent is asked which one to use.
 * `inactive`: the other one is used, and this one has no connection.
 */
export type TabState = 'signed-out' | 'active' | 'conflict' | 'inactive';

/** The state of everything that the desk shows, except the local state of components. */
export interface DeskView {
  readonly tabState: TabState;
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
  readonly gone: LeftSince;
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
  | { readonly type: 'tab-state'; readonly tabState: TabState }
  | { readonly type: 'desk'; readonly desk: DeskState }
  | { readonly type: 'connection'; readonly status: ConnectionStatus }
  | { readonly type: 'sign-in-again'; readonly why: RefusalName | 'soon' | null }
  | { readonly type: 'renewing'; readonly is: boolean }
  | { readonly type: 'renewed'; readonly expiresAt: string }
  | { readonly type: 'expiring' }
  | WorkEvent
  /** A live connection was checked, after a status frame or at an interval; `now` is in milliseconds. */
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'typing'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'leaving'; readonly conversationId: string; readonly is: boolean }
  | { readonly type: 'dismissed'; readonly ids: readonly string[] };

export function evolveView(view: DeskView, event: DeskEvent): DeskView {
  switch (event.type) {
    case 'signed-in': {
      const work = mergeReads(event.work, view.desk.read);
      return {
        ...view,
        tabState: 'active',
        signInAgain: null,
        isExpiring: false,
        account: event.account,
        expiresAt: event.expiresAt,
        work,
        notices: unseenNotices(view.notices, work),
      };
    }
    case 'signed-out':
      return { ...initialView(event.desk), connection: view.connection };
    case 'tab-state':
      return { ...view, tabState: event.tabState };
    case 'desk':
      return withDeskState(view, event.desk);
    case 'connection':
      return withConnection(view, event.status);
    case 'sign-in-again':
      return view.isRenewing ? view : { ...view, signInAgain: event.why };
    case 'renewed':
      return { ...view, expiresAt: event.expiresAt };
    case 'renewing':
      return withConnection({ ...view, isRenewing: event.is }, view.connection);
    case 'expiring':
      return view.isExpiring ? view : { ...view, isExpiring: true };
    case 'tick':
      return view.tabState === 'active' && view.connection.phase === 'live'
        ? { ...view, ...withoutLeftWork(view, view.desk.conversations, event.now) }
        : view;
    case 'typing':
      return { ...view, typing: withMember(view.typing, event.conversationId, event.is) };
    case 'leaving':
      return { ...view, leaving: withMember(view.leaving, event.conversationId, event.is) };
    case 'dismissed':
      return withoutNotices(view, event.ids);
    default: {
      const work = evolveWork(view.work, event);
      return work === view.work ? view : { ...view, work, notices: unseenNotices(view.notices, work) };
    }
  }
}

export function initialView(desk: DeskState): DeskView {
  return {
    tabState: 'signed-out',
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
function withDeskState(view: DeskView, desk: DeskState): DeskView {
  const { account, tokenExpiresAt } = desk.welcome ?? {};
  const merged = desk.read === view.desk.read ? view.work : mergeReads(view.work, desk.read);
  const work = withSeenExpiries(merged, view.desk, desk);
  const added = newNotices({ ...view, work }, desk).filter(
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
    notices: unseenNotices(added.length > 0 ? [...view.notices, ...added] : view.notices, work),
    leaving: view.leaving.length > 0 ? view.leaving.filter((id) => desk.conversations.has(id)) : view.leaving,
  };
}

/** Removes the notices and records them as known, so that neither another device nor a later sign-in shows them. */
function withoutNotices(view: DeskView, ids: readonly string[]): DeskView {
  const gone = view.notices.filter(({ id }) => ids.includes(id));
  const work = gone.reduce(
    (known, { conversationId, seq }) => evolveWork(known, { type: 'notified', conversationId, seq }),
    view.work,
  );
  return { ...view, work, notices: view.notices.filter((notice) => !gone.includes(notice)) };
}

/**
 * Applies a connection status. A connection that is over has a reason, mostly an expired sign-in, which the password
 * renews. The times of conversations that have left the desk start anew.
 */
function withConnection(view: DeskView, status: ConnectionStatus): DeskView {
  const refusal = status.phase === 'over' ? status.refusal : null;
  const needsPassword = refusal && view.tabState === 'active' && !view.isRenewing;
  const signInAgain = needsPassword ? refusal.name : view.signInAgain;
  return { ...view, connection: status, signInAgain, gone: {} };
}

function withMember(ids: readonly string[], id: string, is: boolean): readonly string[] {
  if (ids.includes(id) === is) return ids;
  return is ? [...ids, id] : ids.filter((one) => one !== id);
}
