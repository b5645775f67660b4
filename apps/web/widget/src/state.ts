import type { Entry, Notifications, Party, QueueFrame, RefusalName, Snapshot } from '@rejoin/contracts';
import type { ChatItem } from '@rejoin/client';
import type { ConnectionPhase, Continuable, Notice } from './view';

/** The state of the widget, from which its view is made. */
export interface State {
  readonly locale: string;
  readonly open: boolean;
  /** The seq up to which the customer has seen the transcript. */
  readonly seen: number;
  readonly stage: Stage;
  readonly askName: boolean;
  readonly notifications: Notifications;
  /** The page is in the background. */
  readonly hidden: boolean;
  readonly draft: string;
  readonly kept: readonly string[];
  readonly notice: Notice | null;
  readonly storageBlocked: boolean;
  readonly entries: readonly Entry[];
  /** Ids of reconnect links that were used elsewhere. */
  readonly usedLinks: readonly string[];
  readonly outgoing: readonly ChatItem[];
  readonly failed: readonly Failed[];
  readonly conversation: Snapshot | null;
  /** The customer's place in the queue, if it is shown. */
  readonly queue: QueueFrame | null;
  readonly connection: ConnectionPhase;
  /** This page had a connection before. */
  readonly wasLive: boolean;
  readonly agentIsTyping: boolean;
  readonly secondsLeft: number | null;
  readonly justBack: { readonly missed: number } | null;
}

/** A message that was refused for good. It stays until it is sent again or taken back. */
export interface Failed {
  readonly id: string;
  readonly text: string;
  readonly refusal: RefusalName;
}

export type Stage =
  | { readonly name: 'loading' | 'chat'; readonly slow: boolean }
  | { readonly name: 'welcome' | 'link' | 'elsewhere' }
  | { readonly name: 'prompt'; readonly conversations: readonly Continuable[] }
  | { readonly name: 'too-late'; readonly why: TooLate; readonly redirectUrl: string | null }
  | { readonly name: 'ended'; readonly by: Party }
  | { readonly name: 'unavailable'; readonly why: RefusalName };

export type TooLate = 'window-expired' | 'conversation-ended';

/** The events of the widget: by the person, by the server, by the browser. */
export type WidgetEvent =
  | { readonly type: 'opened' | 'hidden' | 'dismissed' | 'slow' | 'storage-blocked' | 'nothing-held' }
  | { readonly type: 'typed'; readonly text: string }
  | {
      readonly type: 'settings';
      readonly locale: string | null;
      readonly askName: boolean;
      readonly notifications?: Notifications | undefined;
    }
  | { readonly type: 'page'; readonly hidden: boolean }
  /** A chat is being opened: a new one, one that this browser holds, or one that is claimed. */
  | { readonly type: 'opening'; readonly isNew: boolean }
  | { readonly type: 'opening-refused'; readonly refused: RefusedOpening }
  | { readonly type: 'connection'; readonly connection: ConnectionPhase }
  | { readonly type: 'superseded'; readonly usedLinks: readonly string[] }
  | { readonly type: 'ended'; readonly by: Party }
  | { readonly type: 'entries'; readonly all: readonly Entry[] }
  | { readonly type: 'conversation'; readonly conversation: Snapshot; readonly queue: QueueFrame | null }
  | { readonly type: 'outgoing'; readonly items: readonly ChatItem[] }
  | { readonly type: 'reconnected'; readonly missed: number }
  | { readonly type: 'typing'; readonly now: boolean }
  | { readonly type: 'failed'; readonly failed: Failed }
  | { readonly type: 'unfailed'; readonly id: string }
  | { readonly type: 'kept'; readonly texts: readonly string[] }
  | { readonly type: 'prompted'; readonly conversations: readonly Continuable[] }
  | { readonly type: 'link-found' | 'reloading' | 'been-back' | 'wiped' }
  /** What an earlier page of this browser has stored. */
  | ({ readonly type: 'remembered' } & Remembered)
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'seconds-left'; readonly seconds: number | null };

/** What a browser stores of the widget besides the chat. */
export type Remembered = Pick<State, 'open' | 'draft' | 'seen' | 'failed'>;

export interface RefusedOpening {
  readonly name: RefusalName;
  readonly redirectUrl: string | null;
}

export const initial: State = {
  locale: 'en',
  open: false,
  seen: 0,
  stage: { name: 'loading', slow: false },
  askName: false,
  notifications: { showCount: true, playSound: false },
  hidden: false,
  draft: '',
  kept: [],
  notice: null,
  storageBlocked: false,
  entries: [],
  usedLinks: [],
  outgoing: [],
  failed: [],
  conversation: null,
  queue: null,
  connection: 'connecting',
  wasLive: false,
  agentIsTyping: false,
  secondsLeft: null,
  justBack: null,
};
