import { clockIn } from './clock';

describe('a countdown', () => {
  it('is written as a clock that counts down, rounded up, never below zero', () => {
    expect(clockIn('en', 272)).toBe('4:32');
    expect(clockIn('en', 0.2)).toBe('0:01');
    expect(clockIn('en', -3)).toBe('0:00');
    expect(clockIn('en', 3_725)).toBe('1:02:05');
    expect(clockIn('ar-EG', 65)).toBe('١:٠٥');
  });
});
