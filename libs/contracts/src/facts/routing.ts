import { z } from 'zod';
import { Id, Instant, Party, Reason, SupervisorAccount, WrapUpRule } from '../primitives';
import { chosenAtClose } from '../closing';
import { meaning } from '../meaning';
import { family, type FactOf } from './family';

const slot = { conversationId: Id, agentId: Id, units: z.int().min(0) };

/** Who caused the end of a conversation. */
const doer = {
  by: Party.optional().describe('who did it; absent in facts of release 0.1.0'),
  byAgentId: Id.optional().describe('the agent, when an agent did it'),
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
  .describe('The conversation waits in the queue and is offered to agents with enough free capacity.');

const ConversationParked = z
  .object({ conversationId: Id, at: Instant })
  .describe(
    'The conversation has no agent, and its customer is disconnected. It is not offered to agents until the customer reconnects.',
  );

const AgentAssigned = z
  .object({
    ...slot,
    workstreamId: Id,
    by: meaning({
      push: 'Routing selected the agent.',
      pick: 'The agent assigned it to themselves from the queue, or a supervisor to the agent when `accountId` is present.',
      transfer: 'An agent transferred it, or a supervisor when `accountId` is present.',
    }).describe('how it was assigned; unlike `by` in other facts, this is not a party'),
    accountId: SupervisorAccount,
    previousAgentId: Id.nullable(),
    reason: Reason,
    at: Instant,
  })
  .describe(
    'The conversation is Active and assigned to this agent. The capacity units were taken in the same transaction, or earlier by a `ConversationOffered` to this agent.',
  );

const ConversationOffered = z
  .object({
    ...slot,
    workstreamId: Id,
    until: Instant.describe('the agent can accept it before this time'),
    at: Instant,
  })
  .describe(
    'The conversation is still Open, and this agent can accept or decline it. The capacity units were taken in the same transaction. If the agent accepts, `AgentAssigned` follows, and the units stay taken.',
  );

const OfferEnded = z
  .object({
    ...slot,
    workstreamId: Id,
    outcome: meaning({
      declined: 'The agent declined the conversation.',
      missed: 'The agent did not answer in time.',
      withdrawn:
        'The agent became unavailable, the customer disconnected or left, or a supervisor assigned the conversation.',
    }),
    at: Instant,
  })
  .describe(
    'The agent can no longer accept the conversation. The capacity units of the offer were released in the same transaction.',
  );

const CapacityHeld = z
  .object({ ...slot, at: Instant })
  .describe("The agent's capacity is on hold while the customer is disconnected.");

const CapacityResumed = z
  .object({ ...slot, at: Instant })
  .describe('The customer has reconnected. The capacity is no longer on hold; it is in use.');

const CapacityReleased = z
  .object({ ...slot, at: Instant })
  .describe('The capacity units of this conversation were released, exactly once.');

const ConversationRequeued = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    agentId: Id.describe('the agent that it was assigned to'),
    reason: Reason,
    parked: z
      .boolean()
      .describe(
        'true: the customer is disconnected, and the conversation is not offered to agents until they reconnect',
      ),
    at: Instant,
  })
  .describe('The conversation is no longer assigned to its agent. It is Open again.');

const ConversationWrappedUp = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    agentId: Id.describe('the agent whose desk shows it'),
    reason: Reason,
    ...doer,
    rule: WrapUpRule,
    blockSeconds: z
      .int()
      .min(1)
      .nullable()
      .describe('custom-time only: seconds until the capacity units are released'),
    autoCloseSeconds: z.int().min(1),
    generation: z.int().min(1),
    at: Instant,
  })
  .describe('The conversation has ended for the customer. The agent finishes the notes.');

const ConversationClosed = z
  .object({
    conversationId: Id,
    workstreamId: Id,
    reason: Reason,
    ...doer,
    disposition: chosenAtClose.disposition.describe('what the agent chose; absent or null: nothing'),
    tags: chosenAtClose.tags.describe('what the agent chose; absent: nothing'),
    at: Instant,
  })
  .describe('The conversation is closed. A closed conversation never reopens.');

export const routing = family({
  name: 'routing',
  producer: 'routing',
  idField: 'conversationId',
  describes: "the state of a conversation and its agent's capacity",
  facts: {
    ConversationQueued,
    ConversationParked,
    ConversationOffered,
    OfferEnded,
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
