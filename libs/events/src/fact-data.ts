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
  /** A message was stored and acknowledged. Read its text through the HTTP API. */
  readonly MessageSent: {
    readonly conversationId: string;
    readonly seq: number;
    readonly sender: "customer" | "agent" | "supervisor" | "system";
    readonly agentId: string | null;
    readonly bytes: number;
    readonly at: string;
  };
  /** An agent or a supervisor added an internal note. Customers never see it. Read its text through the HTTP API. */
  readonly NoteAdded: {
    readonly conversationId: string;
    readonly seq: number;
    readonly agentId: string;
    readonly bytes: number;
    readonly at: string;
  };
  /** The customer has had no connection for longer than the debounce time and is now disconnected. */
  readonly CustomerDisconnected: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    /** when the connection was lost: when it was closed, or the last time that the client responded */
    readonly lostAt: string;
    /** when the customer was considered disconnected */
    readonly awayAt: string;
    /** greatest(lostAt + limit, awayAt + least(limit, 60 s)) */
    readonly deadlineAt: string;
    readonly limitSeconds: number;
    readonly extension: {
      /** how often the time limit may be extended */
      readonly times: number;
      /** the seconds that each extension adds */
      readonly seconds: number;
    };
  };
  /** A disconnected customer has reconnected to the conversation. */
  readonly CustomerReconnected: {
    readonly conversationId: string;
    /** the epoch that is valid from now on */
    readonly epoch: number;
    readonly previousEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly linkId: string | null;
    readonly newDevice: boolean;
    readonly at: string;
  };
  /** A connected customer continued on another device or in another tab. The older connections are closed. */
  readonly SessionTakenOver: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly previousEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly linkId: string | null;
    readonly at: string;
  };
  /** The time limit was extended while the customer was connected. The next window has this length. */
  readonly ReconnectTimeExtended: {
    readonly conversationId: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly nextLimitSeconds: number;
    readonly extensionsLeft: number;
    /** identifies the request, as in ReconnectionWindowExtended; absent in facts of older releases */
    readonly request?: string;
    readonly at: string;
  };
  /** A reconnect link was sent to the customer. Facts never contain its secret. */
  readonly ReconnectLinkSent: {
    readonly conversationId: string;
    readonly linkId: string;
    readonly agentId: string | null;
    readonly at: string;
  };
  /** The texts, the name and the context of a closed conversation are erased. Erase your copies of them too. */
  readonly ConversationErased: {
    readonly conversationId: string;
    readonly because: "retention" | "request";
    readonly at: string;
  };
  /** The workstream keeps the records of closed conversations no longer, and all services delete this one. It is the last fact about the conversation. */
  readonly ConversationDeleted: {
    readonly conversationId: string;
    readonly at: string;
  };
  /** The agent desk has connected, for the first time or again. */
  readonly AgentConnected: {
    readonly agentId: string;
    readonly epoch: number;
    readonly at: string;
  };
  /** The agent's last connected desk was disconnected. The agent keeps the conversations for the grace period. */
  readonly AgentDisconnected: {
    readonly agentId: string;
    readonly epoch: number;
    readonly lostAt: string;
    readonly graceSeconds: number;
  };
  /** The agent signed out. Active conversations go back to the queue, as if the agent had closed each tab. */
  readonly AgentSignedOut: {
    readonly agentId: string;
    readonly epoch: number;
    readonly at: string;
  };
  /** The customer is disconnected, and the time limit to reconnect runs. */
  readonly ReconnectionWindowOpened: {
    readonly conversationId: string;
    /** absent in facts of older releases */
    readonly workstreamId?: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    readonly lostAt: string;
    readonly deadlineAt: string;
    readonly limitSeconds: number;
    readonly extensionsLeft: number;
    readonly extensionSeconds: number;
  };
  /** The time limit was extended: the window has a later deadline. */
  readonly ReconnectionWindowExtended: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly deadlineAt: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly seconds: number;
    readonly extensionsLeft: number;
    /** identifies the request, which extends the window only once; derived from the client's id and not equal to it */
    readonly request: string;
    readonly at: string;
  };
  /** A verified customer asked to reconnect. The next version contains the decision. */
  readonly ReconnectRequested: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly at: string;
  };
  /** The customer reconnected in time. The window has ended. */
  readonly ReconnectAccepted: {
    readonly conversationId: string;
    /** the epoch that was disconnected */
    readonly epoch: number;
    readonly nextEpoch: number;
    readonly way: "resume" | "link" | "prompt";
    /** identifies the reconnecting client; contains no secret */
    readonly claim: string;
    /** when the customer asked to reconnect; present only when that was before the deadline and the decision after it */
    readonly askedAt?: string;
    /** when it was decided, by the database's clock; before the deadline unless `askedAt` is present */
    readonly at: string;
  };
  /** The customer may not reconnect. The window is unchanged. */
  readonly ReconnectRejected: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly way: "resume" | "link" | "prompt";
    readonly because: "denied" | "window-expired" | "conversation-ended" | "reconnection-off" | "reconnect-available" | "superseded" | "widget-inactive" | "origin-not-allowed" | "sign-in-required" | "token-invalid" | "sign-in-expired" | "sign-in-failed" | "code-required" | "code-wrong" | "passwords-off" | "sign-in-interrupted" | "provider-unavailable" | "provider-refused" | "account-unknown" | "account-inactive" | "role-missing" | "password-too-easy" | "not-your-conversation" | "message-conflict" | "message-too-long" | "no-window" | "no-extension-left" | "no-free-capacity" | "agent-unavailable" | "not-open" | "offer-ended" | "not-active" | "conversation-open" | "disposition-required" | "disposition-unknown" | "not-in-wrap-up" | "live-conversations" | "quick-reply-unknown" | "variable-without-value" | "version-conflict" | "version-required" | "not-found" | "other-gateway" | "forbidden" | "unauthenticated" | "already-exists" | "invalid" | "unsupported" | "client-too-old" | "malformed" | "too-large" | "too-many" | "unavailable";
    readonly at: string;
  };
  /** The time limit ended before the customer reconnected. No one can reconnect to this conversation any more. */
  readonly ReconnectExpired: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly kind: "reconnect" | "open-hold";
    readonly deadlineAt: string;
    readonly by: "timer" | "late-request";
    /** when it was decided, by the database's clock; at or after the deadline */
    readonly at: string;
  };
  /** A person ended the conversation. No one can reconnect to it any more. */
  readonly ConversationSealed: {
    readonly conversationId: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly agentId: string | null;
    readonly reason: "ended" | "closed-by-customer" | "started-new" | "gave-up";
    /** the epoch of the window that this ended; null when no window was open */
    readonly endedEpoch: number | null;
    readonly at: string;
  };
  /** An alarm is due. The service that set it decides what follows. */
  readonly DeadlineReached: {
    /** the agent or the conversation that the alarm was set for */
    readonly subjectId: string;
    readonly kind: "agent-grace" | "wrap-up-block" | "auto-close";
    /** the number of the setting of this alarm; a service ignores an alarm with an older number */
    readonly generation: number;
    readonly dueAt: string;
    readonly at: string;
  };
  /** The conversation waits in the queue and is offered to agents with enough free capacity. */
  readonly ConversationQueued: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly preferredAgentId: string | null;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    readonly at: string;
  };
  /** The conversation has no agent, and its customer is disconnected. It is not offered to agents until the customer reconnects. */
  readonly ConversationParked: {
    readonly conversationId: string;
    readonly at: string;
  };
  /** The conversation is still Open, and this agent can accept or decline it. The capacity units were taken in the same transaction. If the agent accepts, `AgentAssigned` follows, and the units stay taken. */
  readonly ConversationOffered: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly workstreamId: string;
    /** the agent can accept it before this time */
    readonly until: string;
    readonly at: string;
  };
  /** The agent can no longer accept the conversation. The capacity units of the offer were released in the same transaction. */
  readonly OfferEnded: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly workstreamId: string;
    readonly outcome: "declined" | "missed" | "withdrawn";
    readonly at: string;
  };
  /** The conversation is Active and assigned to this agent. The capacity units were taken in the same transaction, or earlier by a `ConversationOffered` to this agent. */
  readonly AgentAssigned: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly workstreamId: string;
    /** how it was assigned; unlike `by` in other facts, this is not a party */
    readonly by: "push" | "pick" | "transfer";
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly previousAgentId: string | null;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    readonly at: string;
  };
  /** The agent's capacity is on hold while the customer is disconnected. */
  readonly CapacityHeld: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The customer has reconnected. The capacity is no longer on hold; it is in use. */
  readonly CapacityResumed: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The capacity units of this conversation were released, exactly once. */
  readonly CapacityReleased: {
    readonly conversationId: string;
    readonly agentId: string;
    readonly units: number;
    readonly at: string;
  };
  /** The conversation is no longer assigned to its agent. It is Open again. */
  readonly ConversationRequeued: {
    readonly conversationId: string;
    readonly workstreamId: string;
    /** the agent that it was assigned to */
    readonly agentId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** true: the customer is disconnected, and the conversation is not offered to agents until they reconnect */
    readonly parked: boolean;
    readonly at: string;
  };
  /** The conversation has ended for the customer. The agent finishes the notes. */
  readonly ConversationWrappedUp: {
    readonly conversationId: string;
    readonly workstreamId: string;
    /** the agent whose desk shows it */
    readonly agentId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** who did it; absent in facts of release 0.1.0 */
    readonly by?: "customer" | "agent" | "supervisor" | "system";
    /** the agent, when an agent did it */
    readonly byAgentId?: string;
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly rule: "always-block" | "custom-time" | "dont-block";
    /** custom-time only: seconds until the capacity units are released */
    readonly blockSeconds: number | null;
    readonly autoCloseSeconds: number;
    readonly generation: number;
    readonly at: string;
  };
  /** The conversation is closed. A closed conversation never reopens. */
  readonly ConversationClosed: {
    readonly conversationId: string;
    readonly workstreamId: string;
    readonly reason: "AwaitingAgentAssignment" | "InConversation" | "CustomerDisconnectedOrLeftOpenConversation" | "ConversationEndedByAgent" | "CustomerMovedToWrapUp" | "CustomerDisconnectedOrLeftActiveConversation" | "AgentClosedSession" | "AwaitingCustomerResponse" | "AgentDisconnected" | "AgentTransferred" | "AutoClosedBySystem" | "ClosedByAgent";
    /** who did it; absent in facts of release 0.1.0 */
    readonly by?: "customer" | "agent" | "supervisor" | "system";
    /** the agent, when an agent did it */
    readonly byAgentId?: string;
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    /** what the agent chose; absent or null: nothing */
    readonly disposition?: string | null;
    /** what the agent chose; absent: nothing */
    readonly tags?: readonly (string)[];
    readonly at: string;
  };
  /** The presence of an agent changed. */
  readonly AgentPresenceChanged: {
    readonly agentId: string;
    /** the presence that applies now: offline while no desk is connected */
    readonly presence: "available" | "busy" | "do-not-disturb" | "away" | "offline";
    /** the presence that the agent selected, or that a supervisor set */
    readonly chosen: "available" | "busy" | "do-not-disturb" | "away" | "offline";
    /** the account of the supervisor who did it; absent in facts of older releases */
    readonly accountId?: string;
    readonly at: string;
  };
  /** A chat widget was created or changed. The fact contains all of its settings. */
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
      /** absent in settings of older releases: the number is shown, and no sound is played */
      readonly notifications?: {
        /** Show number of new messages */
        readonly showCount: boolean;
        /** Play sound notifications for new messages */
        readonly playSound: boolean;
      };
      /** Keep chats across subdomains of this domain; null or absent: each origin has its own */
      readonly sharedDomain?: string | null;
      /** a customer without a connection for this long is disconnected */
      readonly debounceSeconds: number;
      readonly reconnect: {
        /** Reconnect to previous chat */
        readonly enabled: boolean;
        /** Time limit */
        readonly timeLimitSeconds: number;
        /** Portal URL: the page that hosts the widget */
        readonly portalUrl: string | null;
        /** Redirect URL: where customers are sent who reconnect too late; null: offer a new chat */
        readonly redirectUrl: string | null;
        readonly extension: {
          /** how often the time limit may be extended */
          readonly times: number;
          /** the seconds that each extension adds */
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
        /** null: any issuer whose key verifies the token */
        readonly issuer: string | null;
        readonly audience: string | null;
        readonly audienceRequired: boolean;
      };
    };
    readonly at: string;
  };
  /** A workstream was created or changed. The fact contains all of its settings. */
  readonly WorkstreamChanged: {
    readonly workstreamId: string;
    readonly settings: {
      readonly name: string;
      readonly active: boolean;
      readonly timeZone: string;
      /** capacity units per conversation */
      readonly unitsPerConversation: number;
      readonly wrapUpRule: "always-block" | "custom-time" | "dont-block";
      /** custom-time only: seconds until the capacity units are released */
      readonly wrapUpSeconds: number | null;
      /** a conversation in wrap-up is closed after this, or after wrapUpSeconds if that is longer */
      readonly autoCloseSeconds: number;
      /** how long a disconnected customer keeps the place in the queue */
      readonly openHoldSeconds: number;
      /** how long an agent can accept an offered chat; null or absent: chats are assigned at once */
      readonly offerSeconds?: number | null;
      /** whether the presence of an agent who misses an offered chat becomes away; absent: no */
      readonly awayAfterMissedOffer?: boolean;
      /** days after a conversation was closed until its texts are erased; null or absent: kept */
      readonly keepTranscriptsDays?: number | null;
      /** days after a conversation was closed until its records are deleted; null or absent: kept */
      readonly keepConversationsDays?: number | null;
      /** what agents choose one of when they close a conversation; absent: nothing */
      readonly dispositions?: readonly (string)[];
      /** whether an agent must choose a disposition; absent: no; ignored without dispositions */
      readonly dispositionRequired?: boolean;
      /** what agents choose any of; absent: nothing */
      readonly tags?: readonly (string)[];
    };
    readonly at: string;
  };
  /** An agent was created or changed. The fact contains all of the settings except the name. */
  readonly AgentChanged: {
    readonly agentId: string;
    readonly settings: {
      readonly active: boolean;
      /** maximum capacity */
      readonly maxUnits: number;
      /** presence at sign-in */
      readonly defaultPresence: "available" | "busy" | "do-not-disturb" | "away" | "offline";
      /** Agent reconnect grace period: conversations of an agent who is disconnected for longer go back to the queue */
      readonly graceSeconds: number;
      readonly workstreamIds: readonly (string)[];
    };
    readonly at: string;
  };
  /** A quick reply was created or changed. The fact contains all of its settings. */
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
  /** A password was reset, an account lost a role, or a person signed out. Earlier sign-ins of the account are no longer valid. */
  readonly SignInsEnded: {
    readonly accountId: string;
    /** sign-ins that began before this version of the account are no longer valid */
    readonly before: number;
    /** the one sign-in that its person ended; `before` is unchanged then */
    readonly signIn?: {
      readonly signInId: string;
      /** when the last of its tokens expires */
      readonly until: string;
    };
    readonly at: string;
  };
  /** An agent or a supervisor blocked a customer, or changed until when the customer is blocked. */
  readonly CustomerBlocked: {
    readonly blockId: string;
    /** the conversation in which the customer was blocked */
    readonly conversationId: string;
    readonly by: "customer" | "agent" | "supervisor" | "system";
    readonly accountId: string;
    /** when the block ends; null: it has no end */
    readonly until: string | null;
    readonly at: string;
  };
  /** A supervisor unblocked a customer. A block whose time is over has no such fact. */
  readonly CustomerUnblocked: {
    readonly blockId: string;
    readonly conversationId: string;
    readonly accountId: string;
    readonly at: string;
  };
}

/** Every stream of facts. */
export const factStreams: readonly string[] = ["REJOIN_SESSION_GATEWAY","REJOIN_RECONNECTION_TIMER","REJOIN_ROUTING","REJOIN_CONFIG"];
