import { z } from 'zod';
import { WindowTerms } from './facts/session';
import { signInLimits, socketLimits } from './limits';
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

/** A question to a service that needs an answer now. A refusal is an answer too: `{ refused: name }`. */
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

/** The subject on which a service answers. No stream captures it. */
export function rpcSubject(asked: Pick<Rpc, 'service' | 'verb'>): string {
  return `rejoin.rpc.${asked.service}.${asked.verb}`;
}

const Nothing = z.object({});
const ofAgent = { conversationId: Id, agentId: Id };
/** The gateway may know that the customer is away before the timer's fact of it has reached routing. */
const awayEpoch = Epoch.nullish().describe('the epoch of an away customer');

/** Who wins: the same claim asking again gets the same answer, and no new facts. */
export const requestReconnect = rpc(
  'reconnection-timer',
  'request-reconnect',
  z.object({
    conversationId: Id,
    epoch: Epoch,
    claim: z.string().max(100),
    way: Way,
    workstreamId: Id.optional(),
    askedAt: Instant.optional().describe("when the asker's database recorded the claim first"),
    window: WindowTerms.describe('as the disconnect had it, for a request that overtakes its disconnect'),
  }),
  z.object({
    nextEpoch: Epoch,
    at: Instant,
    extendedBy: z
      .array(z.string().max(200))
      .max(20)
      .optional()
      .describe('names of the requests that extended the window'),
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

/** Ends a conversation, window or not. Sealing what is sealed already gives the first seal. */
export const seal = rpc(
  'reconnection-timer',
  'seal',
  z.object({
    conversationId: Id,
    by: Party,
    accountId: SupervisorAccount,
    agentId: Id.nullable(),
    reason: SealReason,
    awayEpoch: Epoch.nullish().describe('giving up on this absence alone: `no-window` when it is over'),
  }),
  z.object({ at: Instant, already: z.boolean() }),
);

/** Windows that run now, the nearest deadline first, from a place in that order on. */
export const openWindows = rpc(
  'reconnection-timer',
  'open-windows',
  z.object({
    workstreamId: Id.nullable().describe('null: of all'),
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
    total: z.int().describe('counted up to 10000'),
  }),
);

const ofDay = { workstreamId: Id, from: Instant, until: Instant.describe('exclusive') };

/** How the windows ended whose customers were lost within a span of time. */
export const windowFigures = rpc(
  'reconnection-timer',
  'window-figures',
  z.object(ofDay),
  z.object({ ...WindowCounts.shape, timeToReturn: TimesToReturn }),
);

export const closeTab = rpc('routing', 'close-tab', z.object({ ...ofAgent, awayEpoch }), Nothing);
export const release = rpc('routing', 'release', z.object({ ...ofAgent, awayEpoch }), Nothing);
export const transfer = rpc(
  'routing',
  'transfer',
  z.object({
    conversationId: Id,
    agentId: Id.nullable().describe('null: a supervisor, for any agent'),
    accountId: SupervisorAccount,
    toAgentId: Id,
    awayEpoch,
  }),
  Nothing,
);
export const pick = rpc('routing', 'pick', z.object(ofAgent), Nothing);
export const closeConversation = rpc('routing', 'close-conversation', z.object(ofAgent), Nothing);
export const setPresence = rpc(
  'routing',
  'set-presence',
  z.object({ agentId: Id, presence: Presence }),
  z.object({ presence: Presence }),
);

const standing = {
  presence: Presence,
  usedUnits: z.int(),
  heldUnits: z.int(),
  maxUnits: z.int(),
};

/** All that a desk shows beside its conversations: read when it opens, and when it asks. */
export const agentStatus = rpc(
  'routing',
  'agent-status',
  z.object({ agentId: Id }),
  z.object({
    ...standing,
    wrapUpUnits: z.int().optional().describe('absent from older routings'),
    queue: z.array(z.object({ conversationId: Id, workstreamId: Id, queuedAt: Instant })).max(100),
    colleagues: z.array(z.object({ agentId: Id, presence: Presence, freeUnits: z.int() })).max(100),
  }),
);

/** Presence and capacity alone, which change with each conversation: of all agents at once whose desks are to be told. */
export const agentStandings = rpc(
  'routing',
  'agent-standings',
  z.object({ agentIds: z.array(Id).max(100) }),
  z.object({
    standings: z.array(z.object({ agentId: Id, ...standing, wrapUpUnits: z.int() })).max(100),
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

/** Of each queue so many are told their place; who stands behind them knows that so many are before. */
export const queueFrontSize = socketLimits.queuePlaces.value;

/** Desks list so many of a queue, and of all their queues together. */
export const deskQueueSize = socketLimits.queueOfDesk.value;

/** Who is next in some queues, in the order in which they are offered to agents, and how long a wait is. */
export const queueFronts = rpc(
  'routing',
  'queue-fronts',
  z.object({
    workstreamIds: z.array(Id).max(20),
    forDesks: z.boolean().optional().describe('also since when each waits, as desks list it'),
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
            .describe('for desks: of each of these in order; release 0.1.0 does not say it'),
          returned: z
            .int()
            .min(0)
            .optional()
            .describe('for desks: so many of the first had an agent before, and go before all others'),
          averageWaitSeconds: z
            .int()
            .min(0)
            .nullable()
            .describe('of those whom an agent took in the last hour; null when there was none'),
        }),
      )
      .max(20),
  }),
);
export type QueueFront = z.infer<typeof queueFronts.reply>['fronts'][number];

/** Active agents in the order of their ids. */
export const agentLoads = rpc(
  'routing',
  'agent-loads',
  z.object({
    workstreamId: Id.nullable(),
    afterAgentId: Id.nullable(),
    limit: z.int().min(1).max(101),
    presence: Presence.nullable().optional().describe('null or absent: any'),
    agentIds: z.array(Id).max(500).nullable().optional().describe('only these; null or absent: all'),
    order: AgentOrder.optional().describe('absent: by their ids'),
  }),
  z.object({ agents: z.array(AgentLoad.omit({ name: true })).max(101) }),
);

/** Units that are held for away customers now. Conversations without a hold are left out. */
export const heldUnits = rpc(
  'routing',
  'held-units',
  z.object({ conversationIds: z.array(Id).max(100) }),
  z.object({ units: boundedMap(Id, z.int(), 100) }),
);

export const heldCapacity = rpc('routing', 'held-capacity', z.object(ofDay), HeldCapacity);

export const Account = z.object({
  accountId: Id,
  agentId: Id.nullable(),
  displayName: Name,
  roles: z.array(Role).max(Role.options.length),
});
export type Account = z.infer<typeof Account>;

/** Says that a device signed in before: others cannot lock it out. It opens nothing. */
const DeviceToken = z.string().max(1000);

export const signIn = rpc(
  'config',
  'sign-in',
  z.object({
    login: plainText(200),
    password: z.string().max(1000),
    address: z.string().max(100).optional().describe('from where, for the limit of attempts'),
    code: SecondFactorCode.optional().describe('after `code-required`'),
    deviceToken: DeviceToken.optional().describe('what an earlier sign-in gave this device'),
  }),
  z.object({
    token: JwtText,
    expiresAt: Instant,
    account: Account,
    deviceToken: DeviceToken.optional().describe('to be kept by this device and sent with its next sign-in'),
  }),
);

const OpenSignIn = z.object({
  accountId: Id,
  accountVersion: z.int().min(0),
  signInId: SignInId,
  startedAt: Instant,
});

/** A fresh token for a sign-in that is in use. `sign-in-expired` when it was ended or is too old. */
export const renewSignIn = rpc('config', 'renew-sign-in', OpenSignIn, signIn.reply);

/** Signs out: ends one sign-in of an account, everywhere. */
export const endSignIn = rpc(
  'config',
  'end-sign-in',
  OpenSignIn.pick({ accountId: true, signInId: true }),
  Nothing,
);

const shortestPassword = signInLimits.passwordCharacters.value;
/** A new password of one's own. */
export const NewPassword = z
  .string()
  .min(shortestPassword, `must have at least ${shortestPassword} characters`)
  .max(1000);
export const OwnPassword = z
  .object({ current: z.string().max(1000), next: NewPassword })
  .refine(({ current, next }) => next !== current, { path: ['next'], error: 'must be another password' });

/** Ends every other sign-in of the account; the reply is a new one. */
export const changePassword = rpc(
  'config',
  'change-password',
  z.object({ accountId: Id, ...OwnPassword.shape, address: signIn.request.shape.address }),
  signIn.reply,
);

/** An account's own second factor: reads it, begins, confirms or removes it. */
export const ownSecondFactor = rpc(
  'config',
  'own-second-factor',
  z.object({ accountId: Id, asked: SecondFactorAct }),
  SecondFactor,
);

/** Display names, which are not on the bus. Unknown ids are left out. */
export const agentNames = rpc(
  'config',
  'agent-names',
  z.object({ agentIds: z.array(Id).max(500) }),
  z.object({ names: boundedMap(Id, Name, 500) }),
);

/** Agents by a part of their name. */
export const findAgents = rpc(
  'config',
  'find-agents',
  z.object({ search: z.string().min(1).max(100) }),
  z.object({ agentIds: z.array(Id).max(500) }),
);

/** Facts of one aggregate that did not come although a later one did. */
export const Gap = z.object({
  aggregateId: z.string().max(200),
  fromVersion: z.int().min(1),
  toVersion: z.int().min(1),
});
export type Gap = z.infer<typeof Gap>;

/**
 * Asked of a producer by every service that consumes one of its families: to publish facts once more that are
 * missing in the stream. The reply says how many are in the stream again.
 */
const republishBy = (service: ServiceName) =>
  rpc(
    service,
    'republish',
    z.object({
      family: z.string().max(50),
      gaps: z.array(Gap).min(1).max(100),
      kinds: z
        .array(z.string().max(50))
        .max(50)
        .optional()
        .describe('only facts of these kinds; release 0.1.0 knows no such field, and publishes all'),
    }),
    z.object({ published: z.int() }),
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
  closeConversation,
  setPresence,
  agentStatus,
  agentStandings,
  queueLoads,
  queueFronts,
  agentLoads,
  heldUnits,
  heldCapacity,
  signIn,
  changePassword,
  renewSignIn,
  endSignIn,
  ownSecondFactor,
  agentNames,
  findAgents,
};
