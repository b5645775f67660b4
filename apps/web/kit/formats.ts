import type { Language } from './words';

/** Formats numbers and times for a locale. Instants are ISO strings and are shown in the reader's time zone. */
export interface Formats {
  number(value: number): string;
  /** `14:05` */
  time(at: string): string;
  /** `14:05:09` */
  exactTime(at: string): string;
  /** `Monday, 3 May` */
  day(at: string): string;
  dateTime(at: string): string;
  /** Formats a calendar day given as `2026-11-22` with its weekday and year; no time zone is applied. */
  date(day: string): string;
  /** Formats a calendar day in short form: `Nov 22`. */
  shortDate(day: string): string;
  /** Formats a share between 0 and 1: `42%` */
  percent(share: number): string;
  /** Formats a countdown: `4:32`, and `1:04:32` from one hour on. */
  clock(seconds: number): string;
  /** Formats a duration in the largest unit that expresses it as a whole number: `5 minutes`, `90 seconds`. */
  duration(seconds: number): string;
  /** Formats an approximate duration in short form: `21 sec`, `4.5 min`. */
  span(seconds: number): string;
}

/** Returns the name of the language `tag` in `language`, or the tag itself when it is invalid. */
export function languageName(language: Language, tag: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const cache = new Map<string, Formats>();

/** Returns the formats of a locale, which is a language and optionally a region: see {@link localeOf}. */
export function formatsOf(locale: string): Formats {
  const formats = cache.get(locale) ?? createFormats(locale);
  cache.set(locale, formats);
  return formats;
}

/** Formats an instant; returns `at` unchanged when it is not a valid time. */
function formatInstant(format: Intl.DateTimeFormat, at: string, instant = at): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? at : format.format(date);
}

function createFormats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const exactTime = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const shortDate = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
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
    time: (at) => formatInstant(time, at),
    exactTime: (at) => formatInstant(exactTime, at),
    date: (at) => formatInstant(date, at, `${at}T00:00:00Z`),
    shortDate: (day) => formatInstant(shortDate, day, `${day}T00:00:00Z`),
    percent: (share) => percent.format(share),
    day: (at) => formatInstant(day, at),
    dateTime: (at) => formatInstant(dateTime, at),
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
