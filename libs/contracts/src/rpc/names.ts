import { z } from 'zod';
import { boundedMap, Id, Name } from '../primitives';
import { rpc } from './rpc';

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
