import { z } from 'zod';
import { Id, Instant, Presence } from '../primitives';
import { family, type FactOf } from './family';

const AgentPresenceChanged = z
  .object({
    agentId: Id,
    presence: Presence.describe('what gates new work now: offline while no desk is connected'),
    chosen: Presence.describe('what the agent chose'),
    at: Instant,
  })
  .describe("An agent's presence changed.");

export const presence = family({
  name: 'presence',
  producer: 'routing',
  idField: 'agentId',
  describes: 'whether an agent takes new work',
  facts: { AgentPresenceChanged },
});
export type PresenceFact = FactOf<typeof presence>;
