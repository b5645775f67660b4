import type { z } from 'zod';
import { meaning } from './meaning';

/** The permissions of a service account. */
export const Scope = meaning({
  'conversations:read': 'Read conversations and their transcripts.',
  'windows:read': 'Read open windows, queues and agents.',
  'figures:read': 'Read the daily reports.',
  'settings:read': 'Read workstreams, chat widgets, agents, quick replies and the organisation.',
});
export type Scope = z.infer<typeof Scope>;
