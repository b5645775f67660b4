import type { Language } from './words';

/** Numbers and times as a language writes them. Instants are ISO strings, shown in the reader's time zone. */
export interface Formats {
  number(value: number): string;
  /** `14:05` */
  time(at: string): string;
  /** `14:05:09` */
  exactTime(at: string): string;
  /** `Monday, 3 May` */
  day(at: string): string;
  dateTime(at: string): string;
  /** A calendar day, given as `2026-11-22`, with weekday and year, in no time zone but its own. */
  date(day: string): string;
  /** Of a share, 0 to 1: `42%` */
  percent(share: number): string;
  /** Of a countdown: `4:32`, and `1:04:32` from an hour on. */
  clock(seconds: number): string;
  /** `5 minutes`, `90 seconds`: the largest unit that says it whole. */
  duration(seconds: number): string;
  /** About how long, short: `21 sec`, `4.5 min`. */
  span(seconds: number): string;
}

/** The name of a language in another; a tag that is none is shown as it is. */
export function languageName(language: Language, tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const known = new Map<string, Formats>();

/** `locale`: a language, perhaps with a region: see {@link localeOf}. */
export function formatsOf(locale: string): Formats {
  const formats = known.get(locale) ?? make(locale);
  known.set(locale, formats);
  return formats;
}

/** What is no time is shown as it is. */
function written(format: Intl.DateTimeFormat, at: string, instant = at): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? at : format.format(date);
}

function make(locale: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const exactTime = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  const short = (value: number, name: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  return {
    number: (value) => number.format(value),
    time: (at) => written(time, at),
    exactTime: (at) => written(exactTime, at),
    date: (at) => written(date, at, `${at}T00:00:00Z`),
    percent: (share) => percent.format(share),
    day: (at) => written(day, at),
    dateTime: (at) => written(dateTime, at),
    clock: (seconds) => {
      const whole = Math.max(0, Math.ceil(seconds));
      const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
      const tail = twoDigits.format(whole % 60);
      return hours > 0
        ? `${number.format(hours)}:${twoDigits.format(minutes)}:${tail}`
        : `${number.format(minutes)}:${tail}`;
    },
    duration: (seconds) => {
      if (seconds % 3600 === 0 && seconds > 0) return unit(seconds / 3600, 'hour');
      if (seconds % 60 === 0 && seconds > 0) return unit(seconds / 60, 'minute');
      return unit(seconds, 'second');
    },
    span: (seconds) => {
      if (seconds < 60) return short(seconds, 'second');
      return seconds < 3600 ? short(seconds / 60, 'minute') : short(seconds / 3600, 'hour');
    },
  };
}
