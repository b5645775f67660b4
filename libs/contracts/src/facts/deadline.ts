import { z } from 'zod';
import { Id, Instant } from '../primitives';
import { meaning } from '../meaning';
import { family, type FactOf } from './family';

export const AlarmKind = meaning({
  'agent-grace': "An agent's line was lost for the grace: the conversations go back to the queue.",
  'wrap-up-block': 'The custom time of the wrap-up rule is over: units go back.',
  'auto-close': 'Wrap-up has lasted as long as it may: the conversation is closed.',
});
export type AlarmKind = z.infer<typeof AlarmKind>;

const DeadlineReached = z
  .object({
    subjectId: Id.describe('the agent or the conversation'),
    kind: AlarmKind,
    generation: z.int().min(1).describe('names what armed it; its owner ignores an older one'),
    dueAt: Instant,
    at: Instant,
  })
  .describe('An alarm rang. Whoever armed it decides what follows.');

export const deadline = family({
  name: 'deadline',
  producer: 'reconnection-timer',
  idField: 'subjectId',
  describes: 'durable deadlines other than reconnection windows',
  facts: { DeadlineReached },
});
export type DeadlineFact = FactOf<typeof deadline>;
