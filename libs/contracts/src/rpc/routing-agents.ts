import { z } from 'zod';
import { offerLimits } from '../limits';
import { Id, Instant, Presence } from '../primitives';
import { AgentLoad, AgentOrder } from '../supervisor';
import { Nothing, rpc } from './rpc';

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
