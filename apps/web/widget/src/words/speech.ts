import { inUnits } from '../../../kit/duration';
import { textWith } from '../../../kit/numbers-in';
import type { Words } from './words';

/** The keys of messages, and the values that a message needs. */
type Key = {
  [One in keyof Words]: Words[One] extends string | ((values: never) => string) ? One : never;
}[keyof Words];
type ValuesOf<Message> = Message extends (values: infer Values) => string ? [Values] : [];

/** The texts of one language: sentences with values, times and durations in the reader's format. */
export interface Speech {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Words;
  say<One extends Key>(key: One, ...values: ValuesOf<Words[One]>): string;
  /** A time of day such as 14:05. */
  time(at: string): string;
  /** "Today", "Yesterday" or a date; with `date` always the full date. */
  day(at: string, now: number, as?: 'date'): string;
  /** A duration such as "5 minutes". */
  duration(seconds: number): string;
}

/** `locale` must be one that {@link words} is in. Times are in `timeZone`, by default the device's. */
export function speechIn(locale: string, words: Words, timeZone?: string): Speech {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const clockTime = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const fullDate = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  const sortable = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone });
  const dayNumber = (at: number): number => Date.parse(sortable.format(at)) / 86_400_000;
  return {
    locale,
    direction: words.direction as 'ltr' | 'rtl',
    words,
    say: (key, ...[values]) => textWith(words[key] as string | ((values: unknown) => string), values),
    time: (at) => clockTime.format(Date.parse(at)),
    day: (at, now, as) => {
      const ago = dayNumber(Date.parse(at)) - dayNumber(now);
      if (as === 'date') return fullDate.format(Date.parse(at));
      return sentenceCase(
        ago === 0 || ago === -1 ? relative.format(ago, 'day') : date.format(Date.parse(at)),
      );
    },
    duration: (seconds) => {
      const [count, unit] = inUnits(seconds);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
  };
}

function sentenceCase(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase() + rest.join('');
}
