import type { Instant } from '@rejoin/kernel';

/** A stored deadline, with the key by which the deadline queue knows it. */
export interface DueDeadline {
  readonly key: string;
  readonly dueAt: Instant;
}

/** A new or changed deadline. A null instant removes the deadline. */
export interface DeadlineChange {
  readonly key: string;
  readonly dueAt: Instant | null;
}
