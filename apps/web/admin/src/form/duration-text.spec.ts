import { numberIn, secondsIn, textOfSeconds, wholeNumberIn } from './duration-text';

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

  it.each(['1,440', '1,000 days', '١,٤٤٠'])(
    '%p is no number, because its comma may separate thousands',
    (text) => {
      expect(numberIn(text)).toBeNaN();
    },
  );

  it('reads back what it shows, for every number of seconds', () => {
    for (let seconds = 1; seconds < 7_300; seconds++)
      expect(secondsIn(textOfSeconds(seconds, 60), 60)).toBe(seconds);
    expect(textOfSeconds(300, 60)).toBe('5');
    expect(textOfSeconds(90, 60)).toBe('1.5');
  });
});

describe('a typed whole number', () => {
  it.each([
    ['30', 30],
    [' ٣٠ ', 30],
    ['30 days', 30],
    ['-1', -1],
    ['5 min.', 5],
  ])('%p is %p', (text, number) => {
    expect(wholeNumberIn(text)).toBe(number);
  });

  it.each(['1,000', '1.000', '1٬000', '2.5', '٢٫٥', ''])('%p is none', (text) => {
    expect(wholeNumberIn(text)).toBeNaN();
  });
});
