import { z } from 'zod';
import { Id, Instant, Party, Reason, SupervisorAccount, WrapUpRule } from '../primitives';
import { meaning } from '../meaning';
import { family, type FactOf } from './family';

const slot = { conversationId: Id, agentId: Id, units: z.int().min(0) };

/** Who led a conversation to its end. */
const doer = {
  by: Party.optional().describe('who did it; facts of release 0.1.0 do not say it'),
  byAgentId: Id.optional().describe('which agent, when an agent did it'),
  accountId: SupervisorAccount,
};

const ConversationQueued = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    preferredAgentId: Id.nullable(),
    reason: Reason,
    at: Instant,
  })
  .describe('The conversation waits for an agent and is offered to those with room.');

const ConversationParked = z
  .object({ conversationId: Id, at: Instant })
  .describe('The conversation has no agent and its customer is away: it is offered to nobody.');

const AgentAssigned = z
  .object({
    ...slot,
    workstreamId: Id,
    by: meaning({
      push: 'Routing chose the agent.',
      pick: 'The agent took it from the queue.',
      transfer: 'An agent handed it over, or a supervisor when `accountId` is there.',
    }).describe('how it was assigned; no party, unlike `by` elsewhere'),
    accountId: SupervisorAccount,
    previousAgentId: Id.nullable(),
    reason: Reason,
    at: Instant,
  })
  .describe('The conversation is Active with this agent; the units were taken in the same transaction.');

const CapacityHeld = z
  .object({ ...slot, at: Instant })
  .describe("The agent's units stay taken while the customer is away.");

const CapacityResumed = z
  .object({ ...slot, at: Instant })
  .describe('The customer is back: the held units are ordinary work again.');

const CapacityReleased = z
  .object({ ...slot, at: Instant })
  .describe('The units went back to the agent, once.');

const ConversationRequeued = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    agentId: Id.describe('who had it'),
    reason: Reason,
    parked: z.boolean().describe('the customer is away: offered to nobody until they return'),
    at: Instant,
  })
  .describe('The conversation left its agent and is Open again.');

const ConversationWrappedUp = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    agentId: Id.describe('whose desk it is on'),
    reason: Reason,
    ...doer,
    rule: WrapUpRule,
    blockSeconds: z.int().min(1).nullable().describe('custom-time only: when the units go back'),
    autoCloseSeconds: z.int().min(1),
    generation: z.int().min(1),
    at: Instant,
  })
  .describe('The conversation is over for the customer; the agent finishes notes.');

const ConversationClosed = z
  .object({ conversationId: Id, workstreamId: Id, reason: Reason, ...doer, at: Instant })
  .describe('Closed. A closed conversation never reopens.');

export const routing = family({
  name: 'routing',
  producer: 'routing',
  idField: 'conversationId',
  describes: "the state of a conversation and its agent's capacity",
  facts: {
    ConversationQueued,
    ConversationParked,
    AgentAssigned,
    CapacityHeld,
    CapacityResumed,
    CapacityReleased,
    ConversationRequeued,
    ConversationWrappedUp,
    ConversationClosed,
  },
});
export type RoutingFact = FactOf<typeof routing>;
