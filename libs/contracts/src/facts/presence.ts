import { z } from 'zod';
import { Id, Instant, Presence, SupervisorAccount } from '../primitives';
import { family, type FactOf } from './family';

const AgentPresenceChanged = z
  .object({
    agentId: Id,
    presence: Presence.describe('the presence that applies now: offline while no desk is connected'),
    chosen: Presence.describe('the presence that the agent selected, or that a supervisor set'),
    accountId: SupervisorAccount,
    at: Instant,
  })
  .describe('The presence of an agent changed.');

export const presence = family({
  name: 'presence',
  producer: 'routing',
  idField: 'agentId',
  describes: 'whether an agent accepts new conversations',
  facts: { AgentPresenceChanged },
});
export type PresenceFact = FactOf<typeof presence>;
