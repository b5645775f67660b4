import type { Party, QueueFrame, RefusalName, SystemCode } from '@rejoin/contracts';

/**
 * Everything that the widget shows, as plain data. `ui/app.tsx` draws it, launcher included: `App({ view, actions })`
 * into the shadow root, with the style sheet `styles` of `ui/styles.ts`. Until the panel has come the loader shows a
 * launcher of its own, by `launcherStyles` of `ui/launcher.ts`, which stay when the panel's are added. Sentences are chosen by locale from the codes in here.
 */
export interface View {
  /** BCP 47: of the page's choice, else of the widget's setting. */
  readonly locale: string;
  /** The panel is open; otherwise only the launcher shows. */
  readonly open: boolean;
  /** Messages of the other side that came while the panel was closed or the page in the background. */
  readonly unread: number;
  /** The launcher shows that number. */
  readonly showCount: boolean;
  readonly phase: Phase;
  /** What stands in the composer. */
  readonly draft: string;
  /** Texts that no conversation took: `useKept` puts them into the composer, `dropKept` throws them away. */
  readonly kept: readonly string[];
  /** The last thing that was refused; until the next act or `dismiss`. */
  readonly notice: Notice | null;
  /** The browser lets nothing be stored: a reload loses the chat. Said once, until `dismiss`. */
  readonly storageBlocked: boolean;
}

export type Phase =
  /** Asks the gateway about the widget and its customer; `slow` after some seconds without an answer. */
  | { readonly name: 'loading'; readonly slow: boolean }
  /** Nothing runs: a composer (and a name field with `askName`); `start` begins a chat with the first message. */
  | { readonly name: 'welcome'; readonly askName: boolean }
  /** A chat is being started, continued or taken over; `slow` after some seconds without an answer. */
  | { readonly name: 'connecting'; readonly slow: boolean }
  /** A signed-in customer may continue one of these, or start a new one. */
  | { readonly name: 'prompt'; readonly conversations: readonly Continuable[] }
  /** A reconnect link was opened: `useLink` redeems it. It takes over from wherever the chat is shown now. */
  | { readonly name: 'link' }
  | Chat
  /** No way back: `followRedirect` leads to the address that the widget has set, if any, else `startNew`. */
  | {
      readonly name: 'too-late';
      readonly why: 'window-expired' | 'conversation-ended';
      readonly redirectUrl: string | null;
    }
  /** It goes on in another browser or on another device; nothing can be sent from here. */
  | { readonly name: 'elsewhere'; readonly lines: readonly Line[] }
  /** Ended in front of the customer's eyes. Transcript download and `startNew` are offered. */
  | { readonly name: 'ended'; readonly by: Party; readonly lines: readonly Line[] }
  /** There is no chat to be had; `again` tries once more where that can help. */
  | { readonly name: 'unavailable'; readonly why: RefusalName; readonly canTryAgain: boolean };

export interface Chat {
  readonly name: 'chat';
  readonly lines: readonly Line[];
  /** Null: nobody yet, the customer waits in the queue. `connected: false`: the agent's own line is lost. */
  readonly agent: { readonly name: string; readonly connected: boolean } | null;
  /** Where the customer stands who waits for an agent; null when that is not shown. */
  readonly queue: Omit<QueueFrame, 'type' | 'conversationId'> | null;
  readonly connection: ServerLine;
  readonly agentIsTyping: boolean;
  /** While the line is lost: whole seconds until it is too late to come back, as far as can be told from here. */
  readonly secondsLeft: number | null;
  /** How long the customer may be away after the next drop, and whether `extend` can make it longer now. */
  readonly ahead: Ahead | null;
  /** A short while after the customer came back: how many messages to them were missed meanwhile. */
  readonly justBack: { readonly missed: number } | null;
  /** There was a connection already, which can be lost. */
  readonly wasLive: boolean;
  /** The customer pressed *Close chat* and the server does not know yet. */
  readonly ending: boolean;
}

/** `connecting`: trying now; `waiting`: tries again by itself in a moment. */
export type ServerLine = 'live' | 'connecting' | 'waiting';

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
  /** Null: the chat lives in another window or on another device. */
  readonly secondsLeft: number | null;
}

/** One line of the transcript, in order. `key` is stable: a line keeps it from being typed to being stored. */
export type Line = MessageLine | SystemLine;

export interface MessageLine {
  readonly kind: 'message';
  readonly key: string;
  readonly sender: 'customer' | 'agent' | 'bot';
  /** Of an agent. */
  readonly name: string | null;
  /** Plain text; contains `linkUrl` where the agent put it. */
  readonly text: string;
  /** Instant, null until it is stored. */
  readonly at: string | null;
  /** A reconnect link of this customer's own, for Copy and QR. */
  readonly linkUrl: string | null;
  /** Why the link opens the chat no more; absent while it does. */
  readonly linkState?: LinkState;
  readonly delivery: 'sent' | 'sending' | 'not-sent';
  /** Why it was not sent; `retry(key)` and `discard(key)` are offered. */
  readonly refusal: RefusalName | null;
}

export interface SystemLine {
  readonly kind: 'system';
  readonly key: string;
  /** `came-back`: the line was lost and whole again, `times` (of the params) in a row. */
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
  /** Of `message-too-long`: how many characters, and how many there may be. */
  readonly length?: { readonly is: number; readonly may: number };
}

/** What a person can do. Nothing throws, nothing has to be awaited: what comes of it shows in the view. */
export interface Actions {
  open(): void;
  /** Hides the panel; the chat goes on. */
  close(): void;
  /** The composer's text has changed: it is kept, and the agent sees that the customer types. */
  type(text: string): void;
  /** Sends the composer's text. In `welcome` and `ended` it starts a chat with it. */
  send(name?: string): void;
  retry(key: string): void;
  /** Takes a message that was not sent back into the composer. */
  discard(key: string): void;
  /** *I need more time*. */
  extend(): void;
  /** *Try now*, while the line is lost. */
  tryNow(): void;
  /** *Continue previous conversation*. */
  continueConversation(conversationId: string): void;
  /** Leaves what could be continued, and shows `welcome`. */
  startNew(): void;
  /** *Continue here*. */
  useLink(): void;
  /** *Not now*, in `link`: leaves the link unused. */
  leaveLink(): void;
  followRedirect(): void;
  useKept(): void;
  dropKept(): void;
  /** *Close chat*, after the UI has asked whether that is meant. */
  endChat(): void;
  /** Saves the transcript as a text file; `text` is worded by the UI. */
  again(): void;
  dismiss(): void;
}
