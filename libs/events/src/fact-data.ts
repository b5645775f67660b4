// Generated from the contracts: `npm run generate`.

/** The data of each kind of fact. */
export interface FactData {
  /** A customer started a conversation. */
  readonly ConversationStarted: {
    readonly conversationId: string;
    readonly widgetId: string;
    readonly workstreamId: string;
    readonly locale: string;
    readonly signedIn: boolean;
    readonly at: string;
  };
  /** A message was stored and acknowledged. Its body is read through the HTTP API. */
  readonly MessageSent: {
    readonly conversationId: string;
    readonly seq: number;
    readonly sender: "customer" | "agent" | "supervisor" | "system";
    readonly agentId: string | null;
    readonly bytes: number;
    readonly at: string;
  };
  /** An agent or a supervisor wrote a note, which no customer sees. Its body is read through the HTTP API. */
  readonly NoteAdded: {
    readonly conversationId: string;
    readonly seq: number;
    readonly agentId: string;
    readonly bytes: number;
    readonly at: string;
  };
  /** The customer has had no live connection for longer than the debounce: they count as away. */
  readonly CustomerDisconnected: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    /** when the connection was lost: its close, or the last proof of life when it was found dead */
    readonly lostAt: string;
    /** when the customer counted as away */
    readonly awayAt: string;
    /** greatest(lostAt + limit, awayAt + least(limit, 60 s)) */
    readonly deadlineAt: string;
    readonly limitSeconds: number;
    readonly extension: {
      /** how often a window may be extended */
      readonly times: number;
      /** by how much, each time */
      readonly seconds: number;
    };
  };
  /** An away customer is bound to the conversation again. */
  readonly CustomerReconnected: {
    readonly conversationId: string;
    /** the epoch that lives from now on */
    readonly epoch: number;
    readonly previousEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly linkId: string | null;
    readonly newDevice: boolean;
    readonly at: string;
  };
  /** A customer who was still connected went on elsewhere; the older connections are fenced. */
  readonly SessionTakenOver: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly previousEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly linkId: string | null;
    readonly at: string;
  };
  /** Ahead of a planned restart: the next window gets this length. */
  readonly ReconnectTimeExtended: {
    readonly conversationId: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly nextLimitSeconds: number;
    readonly extensionsLeft: number;
    /** names the request, as in ReconnectionWindowExtended; facts of older releases do not say it */
    readonly request?: string;
    readonly at: string;
  };
  /** A reconnect link was sent to the customer. Its secret is never on the bus. */
  readonly ReconnectLinkSent: {
    readonly conversationId: string;
    readonly linkId: string;
    readonly agentId: string | null;
    readonly at: string;
  };
  /** An agent has a live desk again (or for the first time). */
  readonly AgentConnected: {
    readonly agentId: string;
    readonly epoch: number;
    readonly at: string;
  };
  /** The last desk of an agent lost its line. The agent keeps the conversations for the grace. */
  readonly AgentDisconnected: {
    readonly agentId: string;
    readonly epoch: number;
    readonly lostAt: string;
    readonly graceSeconds: number;
  };
  /** An agent signed out: like closing the tab of each of their conversations. */
  readonly AgentSignedOut: {
    readonly agentId: string;
    readonly epoch: number;
    readonly at: string;
  };
  /** The time in which the away customer can come back has begun. */
  readonly ReconnectionWindowOpened: {
    readonly conversationId: string;
    /** facts of older releases do not say it */
    readonly workstreamId?: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    readonly lostAt: string;
    readonly deadlineAt: string;
    readonly limitSeconds: number;
    readonly extensionsLeft: number;
    readonly extensionSeconds: number;
  };
  /** The window has a new, later deadline. */
  readonly ReconnectionWindowExtended: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly deadlineAt: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly seconds: number;
    readonly extensionsLeft: number;
    /** names the request, without the client's own words: it extends once */
    readonly request: string;
    readonly at: string;
  };
  /** A verified claimant asked to come back. The answer follows with the next version. */
  readonly ReconnectRequested: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly at: string;
  };
  /** The customer came back in time: the window has ended. */
  readonly ReconnectAccepted: {
    readonly conversationId: string;
    /** the epoch that was lost */
    readonly epoch: number;
    readonly nextEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    /** names the claimant without being anybody's secret */
    readonly claim: string;
    /** when the return was asked, before the deadline: said only when it was decided after it */
    readonly askedAt?: string;
    /** decided at, on the database's clock, before the deadline unless `askedAt` is there */
    readonly at: string;
  };
  /** The customer may not come back; the window is as it was. */
  readonly ReconnectRejected: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly because: "denied" | "window-expired" | "conversation-ended" | "reconnection-off" | "reconnect-available" | "superseded" | "widget-inactive" | "origin-not-allowed" | "sign-in-required" | "token-invalid" | "sign-in-expired" | "sign-in-failed" | "code-required" | "code-wrong" | "password-too-easy" | "not-your-conversation" | "message-conflict" | "message-too-long" | "no-window" | "no-extension-left" | "no-free-capacity" | "agent-unavailable" | "not-open" | "not-active" | "not-in-wrap-up" | "live-conversations" | "quick-reply-unknown" | "version-conflict" | "version-required" | "not-found" | "other-gateway" | "forbidden" | "unauthenticated" | "already-exists" | "invalid" | "unsupported" | "client-too-old" | "malformed" | "too-large" | "too-many" | "unavailable";
    readonly at: string;
  };
  /** The deadline passed with nobody back: the conversation is sealed. */
  readonly ReconnectExpired: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    readonly deadlineAt: string;
    readonly by: "timer" | "late-request";
    /** decided at, on the database's clock, at or after the deadline */
    readonly at: string;
  };
  /** Somebody ended the conversation: no window opens and no return is accepted any more. */
  readonly ConversationSealed: {
    readonly conversationId: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly agentId: string | null;
    readonly reason: "ended" | "closed-by-customer" | "started-new" | "gave-up";
    /** the epoch whose window this ended, when one was open */
    readonly endedEpoch: number | null;
    readonly at: string;
  };
  /** An alarm rang. Whoever armed it decides what follows. */
  readonly DeadlineReached: {
    /** the agent or the conversation */
    readonly subjectId: string;
    readonly kind: "agent-grace" | "wrap-up-block" | "auto-close";
    /** names what armed it; its owner ignores an older one */
    readonly generation: number;
    readonly dueAt: string;
    readonly at: string;
  };
  /** The conversation waits for an agent and is offered to those with room. */
  readonly ConversationQueued: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly preferredAgentId: string | null;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    readonly at: string;
  };
  /** The conversation has no agent and its customer is away: it is offered to nobody. */
  readonly ConversationParked: {
    readonly conversationId: string;
    readonly at: string;
  };
  /** The conversation is Active with this agent; the units were taken in the same transaction. */
  readonly AgentAssigned: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly workstreamId: string;
    /** how it was assigned; no party, unlike `by` elsewhere */
    readonly by: "push" | "pick" | "transfer";
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly previousAgentId: string | null;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    readonly at: string;
  };
  /** The agent's units stay taken while the customer is away. */
  readonly CapacityHeld: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The customer is back: the held units are ordinary work again. */
  readonly CapacityResumed: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The units went back to the agent, once. */
  readonly CapacityReleased: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The conversation left its agent and is Open again. */
  readonly ConversationRequeued: {
    readonly conversationId: string;
    readonly workstreamId: string;
    /** who had it */
    readonly agentId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** the customer is away: offered to nobody until they return */
    readonly parked: boolean;
    readonly at: string;
  };
  /** The conversation is over for the customer; the agent finishes notes. */
  readonly ConversationWrappedUp: {
    readonly conversationId: string;
    readonly workstreamId: string;
    /** whose desk it is on */
    readonly agentId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** who did it; facts of release 0.1.0 do not say it */
    readonly by?: "customer" | "agent" | "supervisor" | "system";
    /** which agent, when an agent did it */
    readonly byAgentId?: string;
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly rule: "always-block" | "custom-time" | "dont-block";
    /** custom-time only: when the units go back */
    readonly blockSeconds: number | null;
    readonly autoCloseSeconds: number;
    readonly generation: number;
    readonly at: string;
  };
  /** Closed. A closed conversation never reopens. */
  readonly ConversationClosed: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** who did it; facts of release 0.1.0 do not say it */
    readonly by?: "customer" | "agent" | "supervisor" | "system";
    /** which agent, when an agent did it */
    readonly byAgentId?: string;
    /** the account of the supervisor who did it; facts of older releases do not say it */
    readonly accountId?: string;
    readonly at: string;
  };
  /** An agent's presence changed. */
  readonly AgentPresenceChanged: {
    readonly agentId: string;
    /** what gates new work now: offline while no desk is connected */
    readonly presence: "available" | "busy" | "do-not-disturb" | "away" | "offline";
    /** what the agent chose */
    readonly chosen: "available" | "busy" | "do-not-disturb" | "away" | "offline";
    readonly at: string;
  };
  /** A chat widget was made or changed; the whole of its settings. */
  readonly WidgetChanged: {
    readonly widgetId: string;
    readonly settings: {
      readonly workstreamId: string;
      readonly name: string;
      readonly active: boolean;
      readonly locale: string;
      readonly allowedOrigins: readonly (string)[];
      /** whether the widget asks the customer for a name */
      readonly askName: boolean;
      /** Show position in queue; absent: no */
      readonly showPositionInQueue?: boolean;
      /** Show average wait time; absent: no */
      readonly showAverageWaitTime?: boolean;
      /** settings of older releases do not have it: the number is shown, no sound is played */
      readonly notifications?: {
        /** Show number of new messages */
        readonly showCount: boolean;
        /** Play sound notifications for new messages */
        readonly playSound: boolean;
      };
      /** Keep chats across subdomains of this domain; null or absent: each origin has its own */
      readonly sharedDomain?: string | null;
      /** no live connection for this long: away */
      readonly debounceSeconds: number;
      readonly reconnect: {
        /** Reconnect to previous chat */
        readonly enabled: boolean;
        /** Time limit */
        readonly timeLimitSeconds: number;
        /** Portal URL: the page that hosts the widget */
        readonly portalUrl: string | null;
        /** Redirect URL: where who comes too late is sent; null offers a new chat */
        readonly redirectUrl: string | null;
        readonly extension: {
          /** how often a window may be extended */
          readonly times: number;
          /** by how much, each time */
          readonly seconds: number;
        };
      };
      readonly authentication: {
        readonly required: boolean;
        readonly publicKeys: readonly ({
          readonly kid: string | null;
          /** PEM */
          readonly publicKey: string;
          readonly expiresAt: string | null;
        })[];
        readonly jwksUrl: string | null;
        readonly algorithms: readonly ("RS256" | "ES256" | "EdDSA")[];
        /** null: any issuer whose key verifies */
        readonly issuer: string | null;
        readonly audience: string | null;
        readonly audienceRequired: boolean;
      };
    };
    readonly at: string;
  };
  /** A workstream was made or changed; the whole of its settings. */
  readonly WorkstreamChanged: {
    readonly workstreamId: string;
    readonly settings: {
      readonly name: string;
      readonly active: boolean;
      readonly timeZone: string;
      /** capacity price of one conversation */
      readonly unitsPerConversation: number;
      readonly wrapUpRule: "always-block" | "custom-time" | "dont-block";
      /** custom-time only: after this the units go back */
      readonly wrapUpSeconds: number | null;
      /** Wrap-up is closed after this, or the wrap-up block if longer */
      readonly autoCloseSeconds: number;
      /** how long an away customer keeps a place in the queue */
      readonly openHoldSeconds: number;
    };
    readonly at: string;
  };
  /** An agent was made or changed; the whole of the settings, without the name. */
  readonly AgentChanged: {
    readonly agentId: string;
    readonly settings: {
      readonly active: boolean;
      /** maximum capacity */
      readonly maxUnits: number;
      /** presence at sign-in */
      readonly defaultPresence: "available" | "busy" | "do-not-disturb" | "away" | "offline";
      /** a lost line longer than this gives the conversations back to the queue */
      readonly graceSeconds: number;
      readonly workstreamIds: readonly (string)[];
    };
    readonly at: string;
  };
  /** A quick reply was made or changed. */
  readonly QuickReplyChanged: {
    readonly quickReplyId: string;
    readonly settings: {
      readonly workstreamId: string;
      readonly title: string;
      readonly body: string;
      readonly locale: string;
      readonly active: boolean;
    };
    readonly at: string;
  };
  /** A password was set anew, an account lost what it could do, or somebody signed out: who had signed in has to again. */
  readonly SignInsEnded: {
    readonly accountId: string;
    /** sign-ins made before this version of the account hold no more */
    readonly before: number;
    /** one sign-in that its person ended; then `before` is as it was */
    readonly signIn?: {
      readonly signInId: string;
      /** its tokens are over then in any case */
      readonly until: string;
    };
    readonly at: string;
  };
}

/** Every stream of facts. */
export const factStreams: readonly string[] = ["REJOIN_SESSION_GATEWAY","REJOIN_RECONNECTION_TIMER","REJOIN_ROUTING","REJOIN_CONFIG"];
