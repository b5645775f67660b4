import { z } from 'zod';
import { Epoch, Id, Instant, Seconds } from '../primitives';
import { family, type FactOf } from './family';

const AgentConnected = z
  .object({ agentId: Id, epoch: Epoch, at: Instant })
  .describe('The agent desk has connected, for the first time or again.');

const AgentDisconnected = z
  .object({ agentId: Id, epoch: Epoch, lostAt: Instant, graceSeconds: Seconds })
  .describe(
    "The agent's last connected desk was disconnected. The agent keeps the conversations for the grace period.",
  );

const AgentSignedOut = z
  .object({ agentId: Id, epoch: Epoch, at: Instant })
  .describe(
    'The agent signed out. Active conversations go back to the queue, as if the agent had closed each tab.',
  );

export const agentSession = family({
  name: 'agent-session',
  producer: 'session-gateway',
  idField: 'agentId',
  describes: 'whether an agent has a connected desk',
  facts: { AgentConnected, AgentDisconnected, AgentSignedOut },
});
export type AgentSessionFact = FactOf<typeof agentSession>;
