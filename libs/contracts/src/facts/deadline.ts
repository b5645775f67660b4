import { z } from 'zod';
import { Id, Instant } from '../primitives';
import { meaning } from '../meaning';
import { family, type FactOf } from './family';

export const AlarmKind = meaning({
  'agent-grace':
    'The agent was disconnected for longer than the grace period. The conversations go back to the queue.',
  'wrap-up-block': 'The custom time of the wrap-up rule is over. The capacity units are released.',
  'auto-close': 'The wrap-up time limit is over. The conversation is closed.',
});
export type AlarmKind = z.infer<typeof AlarmKind>;

const DeadlineReached = z
  .object({
    subjectId: Id.describe('the agent or the conversation that the alarm was set for'),
    kind: AlarmKind,
    generation: z
      .int()
      .min(1)
      .describe('the number of the setting of this alarm; a service ignores an alarm with an older number'),
    dueAt: Instant,
    at: Instant,
  })
  .describe('An alarm is due. The service that set it decides what follows.');

export const deadline = family({
  name: 'deadline',
  producer: 'reconnection-timer',
  idField: 'subjectId',
  describes: 'durable deadlines other than reconnection windows',
  facts: { DeadlineReached },
});
export type DeadlineFact = FactOf<typeof deadline>;
