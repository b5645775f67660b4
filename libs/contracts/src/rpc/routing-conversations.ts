import { z } from 'zod';
import { chosenAtClose } from '../closing';
import { boundedMap, Epoch, Id, Instant, SupervisorAccount } from '../primitives';
import { Nothing, rpc } from './rpc';

const ofAgent = { conversationId: Id, agentId: Id };
/** The gateway may know that the customer is disconnected before routing has received the fact from the timer. */
const awayEpoch = Epoch.nullish().describe('the epoch of a disconnected customer');

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
