import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { fill, speechIn } from './speech';

const english = speechIn('en-GB', en, 'UTC');
const german = speechIn('de', de, 'Europe/Berlin');
const arabic = speechIn('ar-EG', ar, 'UTC');
const noon = Date.parse('2026-03-10T12:00:00.000Z');

describe('speech', () => {
  it('fills in known values and leaves other placeholders', () => {
    expect(fill('{name} and {other}', { name: 'Anna' })).toBe('Anna and {other}');
  });

  it('does not treat a value as a placeholder', () => {
    expect(fill('{name}, {age}', { name: '{age}', age: 3 })).toBe('{age}, 3');
  });

  it('counts by the rules of the language', () => {
    expect(english.count('newMessages', 1)).toBe('1 new message');
    expect(english.count('newMessages', 5)).toBe('5 new messages');
    expect(arabic.count('newMessages', 2)).toBe('رسالتان جديدتان');
    expect(arabic.count('newMessages', 3)).toBe('٣ رسائل جديدة');
  });

  it('counts with `other` where the language has no form for a number', () => {
    expect(arabic.count('charactersOver', 0)).toBe('٠ حرف زائد');
  });

  it('writes durations in the largest unit that fits', () => {
    expect(english.duration(45)).toBe('45 seconds');
    expect(english.duration(90)).toBe('90 seconds');
    expect(english.duration(60)).toBe('1 minute');
    expect(german.duration(900)).toBe('15 Minuten');
    expect(english.duration(86_400)).toBe('24 hours');
  });

  it("names days in the reader's time zone", () => {
    expect(english.day('2026-03-10T00:01:00.000Z', noon)).toBe('Today');
    expect(english.day('2026-03-09T23:59:00.000Z', noon)).toBe('Yesterday');
    expect(german.day('2026-03-09T23:59:00.000Z', noon)).toBe('Heute');
    expect(english.day('2026-03-01T12:00:00.000Z', noon)).toMatch(/Sunday.* 1 March/);
  });

  it('reads from right to left in Arabic', () => {
    expect([english.direction, arabic.direction]).toEqual(['ltr', 'rtl']);
  });
});
