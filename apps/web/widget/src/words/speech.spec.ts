import type { Speech } from './speech';
import { speechFor } from './speech.fixture';

let english: Speech, german: Speech, arabic: Speech;
beforeAll(async () => {
  english = await speechFor('en-GB');
  german = await speechFor('de', 'Europe/Berlin');
  arabic = await speechFor('ar-EG');
});
const noon = Date.parse('2026-03-10T12:00:00.000Z');

describe('speech', () => {
  it('fills in a value as it is', () => {
    expect(english.say('isTyping', { name: '{name} # $&' })).toBe('{name} # $& is typing…');
  });

  it('counts by the rules of the language', () => {
    expect(english.say('newMessages', { count: 1 })).toBe('1 new message');
    expect(english.say('newMessages', { count: 5 })).toBe('5 new messages');
    expect(arabic.say('newMessages', { count: 2 })).toBe('رسالتان جديدتان');
    expect(arabic.say('newMessages', { count: 3 })).toBe('٣ رسائل جديدة');
  });

  it('writes durations in the largest unit that fits', () => {
    expect(english.duration(45)).toBe('45 seconds');
    expect(english.duration(90)).toBe('90 seconds');
    expect(english.duration(60)).toBe('1 minute');
    expect(german.duration(900)).toBe('15 Minuten');
    expect(english.duration(3_600)).toBe('1 hour');
    expect(english.duration(5_400)).toBe('90 minutes');
    expect(english.duration(86_400)).toBe('24 hours');
  });

  it('never promises more time than there is', () => {
    expect(english.duration(59.9)).toBe('59 seconds');
    expect(english.duration(150)).toBe('2 minutes');
    expect(english.duration(3_599)).toBe('59 minutes');
    expect(english.duration(7_199)).toBe('119 minutes');
    expect(english.duration(86_399)).toBe('23 hours');
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
