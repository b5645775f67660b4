import { ageIn, clockIn } from './elapsed';

const noon = Date.parse('2026-03-10T12:00:00.000Z');

describe('remaining and elapsed times', () => {
  it('are written as a clock that counts down, rounded up, never below zero', () => {
    expect(clockIn('en', 272)).toBe('4:32');
    expect(clockIn('en', 0.2)).toBe('0:01');
    expect(clockIn('en', -3)).toBe('0:00');
    expect(clockIn('en', 3_725)).toBe('1:02:05');
    expect(clockIn('ar-EG', 65)).toBe('١:٠٥');
  });

  it('are written as the time since an instant', () => {
    expect(ageIn('en', '2026-03-10T11:57:00.000Z', noon)).toBe('3 minutes ago');
    expect(ageIn('en', '2026-03-10T10:30:00.000Z', noon)).toBe('90 minutes ago');
    expect(ageIn('de', '2026-03-10T09:10:00.000Z', noon)).toBe('vor 2 Stunden');
    expect(ageIn('en', '2026-03-10T12:00:05.000Z', noon)).toBe('now');
  });
});
