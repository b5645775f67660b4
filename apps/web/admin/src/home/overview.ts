import type { Overview } from '../api/kinds';

/** The headline of the home page: how to start, that no agent is assigned, or the counts. */
export function headlineOf({ workstreams, agents }: Overview): 'begin' | 'nobody-works' | 'counts' {
  if (workstreams.all === 0) return 'begin';
  return agents.assigned === 0 ? 'nobody-works' : 'counts';
}
