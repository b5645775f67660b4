import type { Overview } from '../api/kinds';

/** What home says first: how to begin, that nobody takes the chats, or how much there is. */
export function headlineOf({ workstreams, agents }: Overview): 'begin' | 'nobody-works' | 'counts' {
  if (workstreams.all === 0) return 'begin';
  return agents.assigned === 0 ? 'nobody-works' : 'counts';
}
