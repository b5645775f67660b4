import { chosenAtClose } from './closing';
import { z } from 'zod';
import { rule } from './field-problems';
import { WindowTerms } from './facts/session';
import { offerLimits, signInLimits, socketLimits } from './limits';
import type { ServiceName } from './facts/family';
import {
  boundedMap,
  Epoch,
  GivenRequestId,
  Id,
  Instant,
  JwtText,
  Name,
  Party,
  plainText,
  Presence,
  SealReason,
  SignInId,
  SupervisorAccount,
  Way,
  WindowKind,
} from './primitives';
import { SecondFactor, SecondFactorAct, SecondFactorCode } from './second-factor';
import { Role } from './settings';
import {
  AgentLoad,
  AgentOrder,
  HeldCapacity,
  QueueOfWorkstream,
  TimesToReturn,
  WindowCounts,
} from './supervisor';

/** A request to a service over NATS that waits for a reply. A refusal is a reply too: `{ refused: name }`. */
export interface Rpc<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly verb: string;
  readonly request: Request;
  readonly reply: Reply;
}

function rpc<Request extends z.ZodType, Reply extends z.ZodType>(
  service: ServiceName,
  verb: string,
  request: Request,
  reply: Reply,
): Rpc<Request, Reply> {
  return { service, verb, request, reply };
}

/** The subject of a request. No stream stores it. */
export function rpcSubject(asked: Pick<Rpc, 'service' | 'verb'>): string {
  return `rejoin.rpc.${asked.service}.${asked.verb}`;
}

const Nothing = z.object({});
const ofAgent = { conversationId: Id, agentId: Id };
/** The gateway may know that the customer is disconnected before routing has received the fact from the timer. */
const awayEpoch = Epoch.nullish().describe('the epoch of a disconnected customer');

/** Decides whether a customer may reconnect. The same claim gets the same reply again, without new facts. */
export const requestReconnect = rpc(
  'reconnection-timer',
  'request-reconnect',
  z.object({
    conversationId: Id,
    epoch: Epoch,
    claim: z.string().max(100),
    way: Way,
    workstreamId: Id.optional(),
    askedAt: Instant.optional().describe('when the database of the gateway first recorded the claim'),
    window: WindowTerms.describe(
      'the terms of the disconnect, for a request that arrives before its CustomerDisconnected',
    ),
  }),
  z.object({
    nextEpoch: Epoch,
    at: Instant,
    extendedBy: z
      .array(z.string().max(200))
      .max(20)
      .optional()
      .describe('the requests that extended the window'),
  }),
);

export const extendWindow = rpc(
  'reconnection-timer',
  'extend-window',
  z.object({
    conversationId: Id,
    epoch: Epoch,
    by: Party,
    accountId: SupervisorAccount,
    requestId: GivenRequestId,
  }),
  z.object({ deadlineAt: Instant, extensionsLeft: z.int() }),
);

/** Ends a conversation, with or without an open window. Sealing it again returns the first seal. */
export const seal = rpc(
  'reconnection-timer',
  'seal',
  z.object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    agentId: Id.nullable(),
    reason: SealReason,
    awayEpoch: Epoch.nullish().describe(
      'stop waiting only if this epoch is still disconnected; otherwise `no-window`',
    ),
  }),
  z.object({ at: Instant, already: z.boolean() }),
);

/** The open windows, the nearest deadline first, starting after a position in that order. */
export const openWindows = rpc(
  'reconnection-timer',
  'open-windows',
  z.object({
    workstreamId: Id.nullable().describe('null: all workstreams'),
    after: z.object({ deadlineAt: Instant, conversationId: Id }).nullable(),
    limit: z.int().min(1).max(101),
  }),
  z.object({
    windows: z
      .array(
        z.object({
          conversationId: Id,
          epoch: Epoch,
          kind: WindowKind,
          lostAt: Instant,
          deadlineAt: Instant,
          limitSeconds: z.int(),
          extensionsLeft: z.int(),
          extensionSeconds: z.int(),
        }),
      )
      .max(101),
    total: z.int().describe('counted up to 10,000'),
  }),
);

const ofPeriod = {
  workstreamId: z.union([Id, z.array(Id).max(500)]).describe('several: they are counted together'),
  from: Instant,
  until: Instant.describe('exclusive'),
};

/** The outcomes of the windows whose customers were disconnected in a period. */
export const windowFigures = rpc(
  'reconnection-timer',
  'window-figures',
  z.object(ofPeriod),
  z.object({ ...WindowCounts.shape, timeToReturn: TimesToReturn }),
);

export const closeTab = rpc('routing', 'close-tab', z.object({ ...ofAgent, awayEpoch }), Nothing);
export const release = rpc('routing', 'release', z.object({ ...ofAgent, awayEpoch }), Nothing);
export const transfer = rpc(
  'routing',
  'transfer',
  z.object({
    conversationId: Id,
    agentId: Id.nullable().describe('null: a supervisor transfers it'),
    accountId: SupervisorAccount,
    toAgentId: Id,
    awayEpoch,
  }),
  Nothing,
);
export const pick = rpc('routing', 'pick', z.object(ofAgent), Nothing);

/** An agent answers an offer. Refused with `offer-ended` when the conversation is not offered to this agent any more. */
export const acceptOffer = rpc('routing', 'accept-offer', z.object(ofAgent), Nothing);
export const declineOffer = rpc('routing', 'decline-offer', z.object(ofAgent), Nothing);

/** A supervisor assigns a conversation that waits in the queue. */
export const assign = rpc(
  'routing',
  'assign',
  z.object({ conversationId: Id, accountId: Id, toAgentId: Id }),
  Nothing,
);
export const closeConversation = rpc(
  'routing',
  'close-conversation',
  z.object({ ...ofAgent, ...chosenAtClose }),
  Nothing,
);
export const setPresence = rpc(
  'routing',
  'set-presence',
  z.object({ agentId: Id, presence: Presence }),
  z.object({ presence: Presence }),
);

/** A supervisor sets the presence of an agent to offline. An agent without a connected desk is not changed. */
export const forceOffline = rpc(
  'routing',
  'force-offline',
  z.object({ agentId: Id, accountId: Id }),
  Nothing,
);

const offers = z
  .array(z.object({ conversationId: Id, workstreamId: Id, queuedAt: Instant, until: Instant }))
  .max(offerLimits.ringing.value)
  .optional()
  .describe('the conversations that are offered to the agent now; absent from older releases of routing');

const standing = {
  presence: Presence,
  usedUnits: z.int(),
  heldUnits: z.int(),
  maxUnits: z.int(),
};

/** What a desk shows beside its conversations. Read when the desk opens, and when it asks. */
export const agentStatus = rpc(
  'routing',
  'agent-status',
  z.object({ agentId: Id }),
  z.object({
    ...standing,
    wrapUpUnits: z.int().optional().describe('absent from older releases of routing'),
    offers,
    queue: z.array(z.object({ conversationId: Id, workstreamId: Id, queuedAt: Instant })).max(100),
    colleagues: z.array(z.object({ agentId: Id, presence: Presence, freeUnits: z.int() })).max(100),
  }),
);

/** Presence and capacity of many agents, which change with each conversation. One request serves all their desks. */
export const agentStandings = rpc(
  'routing',
  'agent-standings',
  z.object({ agentIds: z.array(Id).max(100) }),
  z.object({
    standings: z.array(z.object({ agentId: Id, ...standing, wrapUpUnits: z.int(), offers })).max(100),
  }),
);

export const queueLoads = rpc(
  'routing',
  'queue-loads',
  z.object({ workstreamIds: z.array(Id).max(500) }),
  z.object({
    queues: z.array(QueueOfWorkstream.omit({ name: true, active: true, timeZone: true })).max(500),
  }),
);

/** How many agents of each workstream are available: signed in, with the presence Available. */
export const availableAgents = rpc(
  'routing',
  'available-agents',
  z.object({ workstreamIds: z.array(Id).max(500) }),
  z.object({ workstreams: z.array(z.object({ workstreamId: Id, agents: z.int().min(0) })).max(500) }),
);

/** The number of customers per queue who get their exact position. Others get "this position or later". */
export const queueFrontSize = socketLimits.queuePlaces.value;

/** The number of waiting conversations that a desk lists, per queue and in total. */
export const deskQueueSize = socketLimits.queueOfDesk.value;

/** The front of some queues, in the order in which conversations are offered, and the average wait. */
export const queueFronts = rpc(
  'routing',
  'queue-fronts',
  z.object({
    workstreamIds: z.array(Id).max(20),
    forDesks: z.boolean().optional().describe('true: also return since when each conversation waits'),
  }),
  z.object({
    fronts: z
      .array(
        z.object({
          workstreamId: Id,
          conversationIds: z.array(Id).max(queueFrontSize),
          queuedAt: z
            .array(Instant)
            .max(queueFrontSize)
            .optional()
            .describe(
              'for desks: since when each of conversationIds waits, in the same order; absent from release 0.1.0',
            ),
          returned: z
            .int()
            .min(0)
            .optional()
            .describe(
              'for desks: the number of conversations at the front that had an agent before and precede all others',
            ),
          averageWaitSeconds: z
            .int()
            .min(0)
            .nullable()
            .describe('the average of the last hour; null when no conversation was assigned in it'),
        }),
      )
      .max(20),
  }),
);
export type QueueFront = z.infer<typeof queueFronts.reply>['fronts'][number];

/** Active agents, with their presence and load. */
export const agentLoads = rpc(
  'routing',
  'agent-loads',
  z.object({
    workstreamId: Id.nullable(),
    afterAgentId: Id.nullable(),
    limit: z.int().min(1).max(101),
    presence: Presence.nullable().optional().describe('null or absent: any presence'),
    agentIds: z.array(Id).max(500).nullable().optional().describe('only these agents; null or absent: all'),
    order: AgentOrder.optional().describe('absent: ordered by id'),
  }),
  z.object({ agents: z.array(AgentLoad.omit({ name: true })).max(101) }),
);

/** The capacity units that are on hold for disconnected customers, by conversation. Others are left out. */
export const heldUnits = rpc(
  'routing',
  'held-units',
  z.object({ conversationIds: z.array(Id).max(100) }),
  z.object({ units: boundedMap(Id, z.int(), 100) }),
);

/** Since when conversations wait, and the capacity units that they take. Unknown conversations are left out. */
export const conversationSlots = rpc(
  'routing',
  'conversation-slots',
  z.object({ conversationIds: z.array(Id).max(100) }),
  z.object({
    slots: z
      .array(
        z.object({
          conversationId: Id,
          queuedAt: Instant.describe('when it entered the queue for the last time'),
          units: z.int().describe('0 while it has no agent'),
        }),
      )
      .max(100),
  }),
);

export const heldCapacity = rpc('routing', 'held-capacity', z.object(ofPeriod), HeldCapacity);

export const Account = z.object({
  accountId: Id,
  agentId: Id.nullable(),
  displayName: Name,
  roles: z.array(Role).max(Role.options.length),
});
export type Account = z.infer<typeof Account>;

/** Proves that a device signed in before, so that attempts from elsewhere cannot block it. It grants no access. */
const DeviceToken = z.string().max(1000);

export const signIn = rpc(
  'config',
  'sign-in',
  z.object({
    login: plainText(200),
    password: z.string().max(1000),
    address: z.string().max(100).optional().describe('the address of the client, for the limit of attempts'),
    code: SecondFactorCode.optional().describe('the second factor, after `code-required`'),
    deviceToken: DeviceToken.optional().describe('the device token of an earlier sign-in'),
  }),
  z.object({
    token: JwtText,
    expiresAt: Instant,
    account: Account,
    deviceToken: DeviceToken.optional().describe('the device stores it and sends it with its next sign-in'),
    signOutUrl: z
      .string()
      .max(8_000)
      .optional()
      .describe(
        'the address to which the page goes after signing out, so that the identity provider ends its session too',
      ),
  }),
);

/** How people can sign in. */
export const SignInOptions = z.object({
  passwords: z.boolean().describe('whether people can sign in with a password'),
  providers: z
    .array(
      z.object({
        providerId: z.string().max(50),
        name: z.string().max(100),
        startUrl: z
          .string()
          .max(2_000)
          .describe('where the page sends the browser, with the query parameters page and challenge'),
      }),
    )
    .max(signInLimits.providers.value)
    .describe('the identity providers of OpenID Connect'),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

export const signInOptions = rpc('config', 'sign-in-options', Nothing, SignInOptions);

/** Exchanges the code that a page gets after a sign-in with a provider. It can be used once, by the page that began. */
export const redeemSignInCode = rpc(
  'config',
  'redeem-sign-in-code',
  z.object({
    code: z.string().min(1).max(100),
    verifier: z
      .string()
      .min(43)
      .max(128)
      .describe('the text whose SHA-256 hash was the challenge (PKCE, RFC 7636)'),
    address: z.string().max(100).optional().describe('the address of the client, for the limit of attempts'),
  }),
  signIn.reply,
);

const OpenSignIn = z.object({
  accountId: Id,
  accountVersion: z.int().min(0),
  signInId: SignInId,
  startedAt: Instant,
});

/** A new token for a sign-in that is in use. Refused with `sign-in-expired` when it was ended or is too old. */
export const renewSignIn = rpc('config', 'renew-sign-in', OpenSignIn, signIn.reply);

/** Signs out: ends one sign-in of an account, on all gateways. */
export const endSignIn = rpc(
  'config',
  'end-sign-in',
  OpenSignIn.pick({ accountId: true, signInId: true }),
  Nothing,
);

const shortestPassword = signInLimits.passwordCharacters.value;
/** The new password of a person who is signed in. */
export const NewPassword = z
  .string()
  .min(shortestPassword, rule('too-short', { minimum: shortestPassword }).error)
  .max(1000);
export const OwnPassword = z
  .object({ current: z.string().max(1000), next: NewPassword })
  .refine(({ current, next }) => next !== current, { path: ['next'], ...rule('password-same') });

/** Changes the password and ends all sign-ins of the account. The reply is a new sign-in. */
export const changePassword = rpc(
  'config',
  'change-password',
  z.object({ accountId: Id, ...OwnPassword.shape, address: signIn.request.shape.address }),
  signIn.reply,
);

/** Reads, starts, confirms or removes the second factor of the account that is signed in. */
export const ownSecondFactor = rpc(
  'config',
  'own-second-factor',
  z.object({ accountId: Id, asked: SecondFactorAct }),
  SecondFactor,
);

/** Display names, which facts do not contain. Unknown ids are left out. */
export const agentNames = rpc(
  'config',
  'agent-names',
  z.object({ agentIds: z.array(Id).max(500) }),
  z.object({ names: boundedMap(Id, Name, 500) }),
);

/** Finds agents by a part of their name. */
export const findAgents = rpc(
  'config',
  'find-agents',
  z.object({ search: z.string().min(1).max(100) }),
  z.object({ agentIds: z.array(Id).max(500) }),
);

/** Missing facts of one aggregate: they were not received although a later fact was. */
export const Gap = z.object({
  aggregateId: z.string().max(200),
  fromVersion: z.int().min(1),
  toVersion: z.int().min(1),
});
export type Gap = z.infer<typeof Gap>;

/**
 * Asks a producer to publish facts again that are missing in the stream. Every service that consumes one of its families
 * may ask. The reply is the number of facts that are in the stream again, and the timeline that facts of now have.
 */
const republishBy = (service: ServiceName) =>
  rpc(
    service,
    'republish',
    z.object({
      family: z.string().max(50),
      gaps: z.array(Gap).max(100).describe('empty: only the timeline is wanted'),
      kinds: z
        .array(z.string().max(50))
        .max(50)
        .optional()
        .describe('only facts of these kinds; release 0.1.0 ignores this and publishes all'),
    }),
    z.object({
      published: z.int(),
      timeline: z
        .uuid()
        .optional()
        .describe('the timeline of the facts of this service; absent in release 0.1.0'),
    }),
  );

export const republish = {
  config: republishBy('config'),
  'session-gateway': republishBy('session-gateway'),
  'reconnection-timer': republishBy('reconnection-timer'),
  routing: republishBy('routing'),
} satisfies Record<ServiceName, Rpc>;

export const rpcs = {
  republishByConfig: republish.config,
  republishBySessionGateway: republish['session-gateway'],
  republishByReconnectionTimer: republish['reconnection-timer'],
  republishByRouting: republish.routing,
  requestReconnect,
  extendWindow,
  seal,
  openWindows,
  windowFigures,
  closeTab,
  release,
  transfer,
  pick,
  acceptOffer,
  declineOffer,
  assign,
  closeConversation,
  setPresence,
  forceOffline,
  agentStatus,
  agentStandings,
  queueLoads,
  availableAgents,
  queueFronts,
  agentLoads,
  heldUnits,
  conversationSlots,
  heldCapacity,
  signIn,
  signInOptions,
  redeemSignInCode,
  changePassword,
  renewSignIn,
  endSignIn,
  ownSecondFactor,
  agentNames,
  findAgents,
};
