import { z } from 'zod';
import { socketLimits } from '../limits';
import { Id, Instant } from '../primitives';
import { HeldCapacity, QueueOfWorkstream } from '../supervisor';
import { rpc } from './rpc';
import { ofPeriod } from './of-period';

export const queueLoads = rpc(
  'routing',
  'queue-loads',
  z.object({ workstreamIds: z.array(Id).max(500) }),
  z.object({
    queues: z.array(QueueOfWorkstream.omit({ name: true, active: true, timeZone: true })).max(500),
  }),
);

/** How many agents of each workstream are available: signed in, with the presence Available. */
export const availableAgents = rpc(
  'routing',
  'available-agents',
  z.object({ workstreamIds: z.array(Id).max(500) }),
  z.object({ workstreams: z.array(z.object({ workstreamId: Id, agents: z.int().min(0) })).max(500) }),
);

/** The number of customers per queue who get their exact position. Others get "this position or later". */
export const queueFrontSize = socketLimits.queuePlaces.value;

/** The number of waiting conversations that a desk lists, per queue and in total. */
export const deskQueueSize = socketLimits.queueOfDesk.value;

/** The front of some queues, in the order in which conversations are offered, and the average wait. */
export const queueFronts = rpc(
  'routing',
  'queue-fronts',
  z.object({
    workstreamIds: z.array(Id).max(20),
    forDesks: z.boolean().optional().describe('true: also return since when each conversation waits'),
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
            .describe(
              'for desks: since when each of conversationIds waits, in the same order; absent from release 0.1.0',
            ),
          returned: z
            .int()
            .min(0)
            .optional()
            .describe(
              'for desks: the number of conversations at the front that had an agent before and precede all others',
            ),
          averageWaitSeconds: z
            .int()
            .min(0)
            .nullable()
            .describe('the average of the last hour; null when no conversation was assigned in it'),
        }),
      )
      .max(20),
  }),
);
export type QueueFront = z.infer<typeof queueFronts.reply>['fronts'][number];

export const heldCapacity = rpc('routing', 'held-capacity', z.object(ofPeriod), HeldCapacity);
