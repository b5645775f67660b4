import type { HistoryQuery } from '@rejoin/client';

export const outcomes = ['ended', 'closed-by-customer', 'started-new', 'gave-up', 'expired'] as const;
type Outcome = (typeof outcomes)[number];

/** What the person searches for. An empty text means no condition; days are `2026-11-22` in the person's time zone. */
export interface HistorySearch {
  readonly search: string;
  readonly from: string;
  readonly until: string;
  readonly workstreamId: string;
  readonly agentId: string;
  readonly outcome: Outcome | '';
  /** What the agent chose when closing. It can be chosen for one workstream, whose settings define it. */
  readonly disposition: string;
  readonly tag: string;
}

export const everything: HistorySearch = {
  search: '',
  from: '',
  until: '',
  workstreamId: '',
  agentId: '',
  outcome: '',
  disposition: '',
  tag: '',
};

export function isNarrowed(query: HistorySearch): boolean {
  return Object.values(query).some((value: string) => value.trim() !== '');
}

/** Returns the search as the service expects it. The last day is included. */
export function toRequest({ search, from, until, outcome, ...query }: HistorySearch): HistoryQuery {
  const start = startOf(from);
  const end = startOf(until, 1);
  return {
    ...(search.trim() === '' ? {} : { search }),
    ...(start === undefined ? {} : { closedFrom: start }),
    ...(end === undefined ? {} : { closedUntil: end }),
    ...(query.workstreamId === '' ? {} : { workstreamId: query.workstreamId }),
    ...(query.agentId === '' ? {} : { agentId: query.agentId }),
    ...(outcome === '' ? {} : { outcome }),
    ...(query.disposition === '' ? {} : { disposition: query.disposition }),
    ...(query.tag === '' ? {} : { tag: query.tag }),
  };
}

/** Returns the beginning of a day in the browser's time zone. While a year is typed, the field contains years like 0002. */
function startOf(day: string, daysLater = 0): string | undefined {
  if (day < '1900-01-02' || day > '2999-12-29') return undefined;
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
