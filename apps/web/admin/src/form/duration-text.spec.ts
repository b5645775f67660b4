import { numberIn, secondsIn, textOfSeconds } from './duration-text';

describe('a typed duration', () => {
  it.each([
    ['5', 300],
    [' 15 ', 900],
    ['2.5', 150],
    ['2,5', 150],
    ['٥', 300],
    ['10 minutes', 600],
    ['10 دقائق', 600],
  ])('%p minutes are %p seconds', (text, seconds) => {
    expect(secondsIn(text, 60)).toBe(seconds);
  });

  it.each(['', 'five', '5:30', '1 2', '--1'])('%p is no number', (text) => {
    expect(numberIn(text)).toBeNaN();
  });

  it('reads back what it shows, for every number of seconds', () => {
    for (let seconds = 1; seconds < 7_300; seconds++)
      expect(secondsIn(textOfSeconds(seconds, 60), 60)).toBe(seconds);
    expect(textOfSeconds(300, 60)).toBe('5');
    expect(textOfSeconds(90, 60)).toBe('1.5');
  });
});
