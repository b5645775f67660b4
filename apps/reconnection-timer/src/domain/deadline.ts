import type { Instant } from '@rejoin/kernel';

/** When something durable is due, by the name it has in memory. */
export interface Due {
  readonly key: string;
  readonly dueAt: Instant;
}

/** The same, as news: without an instant it is not due any more. */
export interface Deadline {
  readonly key: string;
  readonly dueAt: Instant | null;
}
