import type { Plural, Words } from './words';

export type Filling = Readonly<Record<string, string | number>>;

/** The keys of sentences without, and with, a count. */
type Keys<Of> = { [Key in keyof Words]: Words[Key] extends Of ? Key : never }[keyof Words];
export type SentenceKey = Exclude<Keys<string>, undefined>;
export type CountedKey = Exclude<Keys<Plural>, SentenceKey | undefined>;

/** The texts of one language: sentences with values; numbers, times and durations in the reader's format. */
export interface Speech {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Words;
  say(key: SentenceKey, filling?: Filling): string;
  count(key: CountedKey, count: number): string;
  /** A time of day such as 14:05. */
  time(at: string): string;
  /** "Today", "Yesterday" or a date; with `date` always the full date. */
  day(at: string, now: number, as?: 'date'): string;
  /** A duration such as "5 minutes". */
  duration(seconds: number): string;
}

const rightToLeft = /^(ar|fa|he|ur)\b/i;

export function fill(sentence: string, filling: Filling = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(filling[name] ?? placeholder));
}

/** `locale` must be one that {@link words} is in. Times are in `timeZone`, by default the device's. */
export function speechIn(locale: string, words: Words, timeZone?: string): Speech {
  const rules = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const clockTime = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const fullDate = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  const sortable = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone });
  const dayNumber = (at: number): number => Date.parse(sortable.format(at)) / 86_400_000;
  return {
    locale,
    direction: rightToLeft.test(locale) ? 'rtl' : 'ltr',
    words,
    say: (key, filling) => fill(words[key], filling),
    count: (key, count) => {
      const forms: Plural = words[key];
      return fill(forms[rules.select(count)] ?? forms.other, { count: number.format(count) });
    },
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

/** The largest unit in which the number is whole, or nearly so. */
export function inUnits(seconds: number): [number, 'second' | 'minute' | 'hour'] {
  const whole = Math.round(seconds);
  if (whole < 60 || (whole < 120 && whole % 60 !== 0)) return [whole, 'second'];
  if (whole < 5400) return [Math.round(whole / 60), 'minute'];
  return [Math.round(whole / 3600), 'hour'];
}

function sentenceCase(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase() + rest.join('');
}
