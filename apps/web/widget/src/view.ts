import type { Party, QueueFrame, RefusalName, SystemCode } from '@rejoin/contracts';

/**
 * Everything that the widget shows, as plain data. `ui/app.tsx` draws it with the launcher: `App({ view, actions })`
 * into the shadow root, with the style sheet `styles` of `ui/styles.ts`. Until the panel has loaded, the loader shows
 * its own launcher with `launcherStyles` of `ui/launcher.ts`, which stay when the panel's styles are added. Sentences
 * are chosen by locale from the codes in this view.
 */
export interface View {
  /** BCP 47: the page's choice, otherwise the widget's setting. */
  readonly locale: string;
  /** The panel is open. Otherwise only the launcher is shown. */
  readonly open: boolean;
  /** The number of messages of the other side that came while the panel was closed or the page in the background. */
  readonly unread: number;
  /** The launcher shows that number. */
  readonly showCount: boolean;
  readonly phase: Phase;
  /** The text in the composer. */
  readonly draft: string;
  /** Texts that could not be sent. `useKept` puts them into the composer, `dropKept` removes them. */
  readonly kept: readonly string[];
  /** The last refusal, until `dismiss`, or until a chat is opened or looked for again. */
  readonly notice: Notice | null;
  /** The browser stores nothing, so a reload loses the chat. Shown once, until `dismiss`. */
  readonly storageBlocked: boolean;
}

export type Phase =
  /** The gateway is asked about the widget and its customer; `slow` after some seconds without an answer. */
  | { readonly name: 'loading'; readonly slow: boolean }
  /** There is no chat: a composer (and a name field with `askName`); the first message starts one. */
  | { readonly name: 'welcome'; readonly askName: boolean }
  /** A chat is being started, continued or taken over; `slow` after some seconds without an answer. */
  | { readonly name: 'connecting'; readonly slow: boolean }
  /** A signed-in customer may continue one of these, or start a new one. */
  | { readonly name: 'prompt'; readonly conversations: readonly Continuable[] }
  /** A reconnect link was opened. `useLink` redeems it, and takes the chat over from the device that shows it now. */
  | { readonly name: 'link' }
  | Chat
  /**
   * The customer can no longer return. `followRedirect` leads to the widget's redirect URL, if it has one; otherwise
   * `startNew` is offered.
   */
  | {
      readonly name: 'too-late';
      readonly why: 'window-expired' | 'conversation-ended';
      readonly redirectUrl: string | null;
    }
  /** The chat continues in another browser or on another device. Nothing can be sent from here. */
  | { readonly name: 'elsewhere'; readonly items: readonly TranscriptItem[] }
  /** The chat ended while it was shown. Transcript download and `startNew` are offered. */
  | { readonly name: 'ended'; readonly by: Party; readonly items: readonly TranscriptItem[] }
  /** No chat is available. `again` tries once more where that can help. */
  | { readonly name: 'unavailable'; readonly why: RefusalName; readonly canTryAgain: boolean };

export interface Chat {
  readonly name: 'chat';
  readonly items: readonly TranscriptItem[];
  /** Null: no agent is assigned, the customer waits in the queue. `connected: false`: the agent has no connection. */
  readonly agent: { readonly name: string; readonly connected: boolean } | null;
  /** The place in the queue of a customer who waits for an agent; null when it is not shown. */
  readonly queue: Omit<QueueFrame, 'type' | 'conversationId'> | null;
  readonly connection: ConnectionPhase;
  readonly agentIsTyping: boolean;
  /** While the connection is lost: an estimate of the whole seconds until it is too late to reconnect. */
  readonly secondsLeft: number | null;
  /** How long the customer may be away after the next disconnect, and whether `extend` can lengthen it now. */
  readonly ahead: Ahead | null;
  /** For a short time after the customer's return: how many messages to them were missed meanwhile. */
  readonly justBack: { readonly missed: number } | null;
  /** There was a connection before, which can be lost. */
  readonly wasLive: boolean;
  /** The customer pressed *Close chat*, and the server has not confirmed it yet. */
  readonly ending: boolean;
}

/** `connecting`: an attempt is under way; `waiting`: the next attempt follows in a moment. */
export type ConnectionPhase = 'live' | 'connecting' | 'waiting';

export interface Ahead {
  readonly limitSeconds: number;
  readonly canExtend: boolean;
}

export interface Continuable {
  readonly conversationId: string;
  readonly agentName: string | null;
  readonly lastText: string | null;
  /** Instant (ISO 8601, UTC). */
  readonly lastAt: string;
  /** Seconds; null when the chat is connected in another window or on another device. */
  readonly secondsLeft: number | null;
}

/** One item of the transcript, in order. `key` is stable from typing to storing. */
export type TranscriptItem = MessageItem | SystemItem;

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  readonly sender: 'customer' | 'agent' | 'bot';
  /** The name of an agent; null for others. */
  readonly name: string | null;
  /** Plain text. It contains `linkUrl` where the agent has put it. */
  readonly text: string;
  /** An instant (ISO 8601, UTC); null until it is stored. */
  readonly at: string | null;
  /** A reconnect link of this customer, for Copy and QR. */
  readonly linkUrl: string | null;
  /** Why the link no longer opens the chat; absent while it does. */
  readonly linkState?: LinkState;
  readonly delivery: 'sent' | 'sending' | 'not-sent';
  /** Why it was not sent; `retry(key)` and `discard(key)` are offered. */
  readonly refusal: RefusalName | null;
}

export interface SystemItem {
  readonly kind: 'system';
  readonly key: string;
  /** `came-back`: the connection was lost and restored, `times` (of the params) in a row. */
  readonly code: SystemCode | 'came-back';
  /** See docs/protocol.md, section 4: such as `name` of the agent, `way`, `deadlineAt`, `nextLimitSeconds`. */
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: string;
  /** Of `reconnect-link`: the successor of a link that was used. */
  readonly linkUrl: string | null;
  readonly linkState?: LinkState;
}

/** `used`: redeemed, here or elsewhere; `over`: the chat has ended. */
export type LinkState = 'used' | 'over';

/** `line-lost`: the connection broke before the answer came. */
export interface Notice {
  readonly what: RefusalName | 'line-lost';
  /** Of `message-too-long`: the number of characters, and the maximum. */
  readonly length?: { readonly is: number; readonly may: number };
}

/** The actions of a person. None throws or needs to be awaited: the result shows in the view. */
export interface Actions {
  open(): void;
  /** Hides the panel. The chat continues. */
  close(): void;
  /** The composer's text has changed. It is kept, and the agent sees that the customer types. */
  type(text: string): void;
  /** Sends the composer's text. In `welcome` and `ended` it starts a chat with it. */
  send(name: string): void;
  retry(key: string): void;
  /** Takes a message that was not sent back into the composer. */
  discard(key: string): void;
  /** *I need more time*. */
  extend(): void;
  /** *Try now*, while the connection is lost. */
  tryNow(): void;
  /** *Continue previous conversation*. */
  continueConversation(conversationId: string): void;
  /** In `prompt`, starts a new conversation instead of the listed ones. In other stages, shows `welcome`. */
  startNew(): void;
  /** *Continue here*. */
  useLink(): void;
  /** *Not now*, in `link`: leaves the link unused. */
  leaveLink(): void;
  followRedirect(): void;
  useKept(): void;
  dropKept(): void;
  /** *Close chat*, after the UI has asked for confirmation. */
  endChat(): void;
  /** Tries again where the view offers it. */
  again(): void;
  dismiss(): void;
}
