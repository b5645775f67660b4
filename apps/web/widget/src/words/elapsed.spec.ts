import { ageIn } from './elapsed';

const noon = Date.parse('2026-03-10T12:00:00.000Z');

describe('elapsed times', () => {
  it('are written as the time since an instant', () => {
    expect(ageIn('en', '2026-03-10T11:57:00.000Z', noon)).toBe('3 minutes ago');
    expect(ageIn('en', '2026-03-10T10:30:00.000Z', noon)).toBe('90 minutes ago');
    expect(ageIn('de', '2026-03-10T09:10:00.000Z', noon)).toBe('vor 2 Stunden');
    expect(ageIn('en', '2026-03-10T12:00:05.000Z', noon)).toBe('now');
  });
});
