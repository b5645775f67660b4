import { z } from 'zod';
import { Epoch, Id, Instant, Seconds } from '../primitives';
import { family, type FactOf } from './family';

const AgentConnected = z
  .object({ agentId: Id, epoch: Epoch, at: Instant })
  .describe('An agent has a live desk again (or for the first time).');

const AgentDisconnected = z
  .object({ agentId: Id, epoch: Epoch, lostAt: Instant, graceSeconds: Seconds })
  .describe('The last desk of an agent lost its line. The agent keeps the conversations for the grace.');

const AgentSignedOut = z
  .object({ agentId: Id, epoch: Epoch, at: Instant })
  .describe('An agent signed out: like closing the tab of each of their conversations.');

export const agentSession = family({
  name: 'agent-session',
  producer: 'session-gateway',
  idField: 'agentId',
  describes: 'the presence of an agent at any desk',
  facts: { AgentConnected, AgentDisconnected, AgentSignedOut },
});
export type AgentSessionFact = FactOf<typeof agentSession>;
