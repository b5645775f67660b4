import { clockIn } from './clock';
import { inLargestUnit, inWholeUnits, type Duration } from './duration';
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
  /** Formats an approximate duration in narrow form: `30s`, `2m`. */
  brief(seconds: number): string;
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
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const exactTime = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const shortDate = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const written = ([count, unit]: Duration, unitDisplay: 'long' | 'short' | 'narrow') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay,
      ...(unitDisplay !== 'long' && { maximumFractionDigits: count < 10 ? 1 : 0 }),
    }).format(count);
  return {
    number: (value) => number.format(value),
    time: (at) => formatInstant(time, at),
    exactTime: (at) => formatInstant(exactTime, at),
    date: (at) => formatInstant(date, at, `${at}T00:00:00Z`),
    shortDate: (day) => formatInstant(shortDate, day, `${day}T00:00:00Z`),
    percent: (share) => percent.format(share),
    day: (at) => formatInstant(day, at),
    dateTime: (at) => formatInstant(dateTime, at),
    clock: (seconds) => clockIn(locale, seconds),
    duration: (seconds) => written(inWholeUnits(seconds), 'long'),
    span: (seconds) => written(inLargestUnit(seconds), 'short'),
    brief: (seconds) => written(inLargestUnit(seconds), 'narrow'),
  };
}
