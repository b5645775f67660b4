import { everything, isNarrowed, toRequest } from './history-query';

describe('a search of the history', () => {
  it('has no condition at first', () => {
    expect(toRequest(everything)).toEqual({});
    expect(toRequest({ ...everything, search: '  ' })).toEqual({});
    expect(
      [everything, { ...everything, search: ' ' }, { ...everything, agentId: 'a1' }].map(isNarrowed),
    ).toEqual([false, false, true]);
  });

  it('has every condition that was chosen', () => {
    const query = {
      search: 'parcel',
      workstreamId: 's1',
      agentId: 'a1',
      outcome: 'expired',
      disposition: 'Solved',
      tag: 'vip',
    } as const;
    expect(toRequest({ ...everything, ...query })).toEqual(query);
  });

  it('includes the whole last day, in the time zone of the person', () => {
    const { closedFrom, closedUntil } = toRequest({ ...everything, from: '2026-11-22', until: '2026-11-22' });
    expect(new Date(closedFrom ?? '').toString()).toMatch(/Nov 22 2026 00:00:00/);
    expect(new Date(closedUntil ?? '').toString()).toMatch(/Nov 23 2026 00:00:00/);
  });

  it.each(['', '0002-01-01', '9999-01-01', 'nonsense'])('ignores the day %j', (day) => {
    expect(toRequest({ ...everything, from: day, until: day })).toEqual({});
  });
});
