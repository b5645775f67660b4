import { auditFilterOf } from './audit-filter';

describe('the filter of the audit history', () => {
  it('asks from the start of the first day up to the end of the last one, in the time zone of the reader', () => {
    const { from = '', until = '' } = auditFilterOf({ from: '2026-05-03', until: '2026-05-04' });
    expect(new Date(from).getTime()).toBe(new Date(2026, 4, 3).getTime());
    expect(new Date(until).getTime()).toBe(new Date(2026, 4, 5).getTime());
  });

  it('has the other filters as they are', () => {
    expect(auditFilterOf({ what: 'agent', id: 'anna', by: 'kim', action: 'created' })).toEqual({
      what: 'agent',
      id: 'anna',
      by: 'kim',
      action: 'created',
    });
  });

  it('leaves out what is no day', () => {
    for (const day of ['yesterday', '', '2026-5-3', '0001-01-01', '2026-05-03T00:00']) {
      expect(auditFilterOf({ from: day, until: day })).toEqual({});
    }
  });
});
