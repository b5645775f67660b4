import { inUnits } from './speech';

/** Returns a text such as "3 minutes ago". */
export function ageIn(locale: string, at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  const step = seconds < 60 ? 1 : seconds < 7_200 ? 60 : 3_600;
  const [count, unit] = inUnits(Math.floor(seconds / step) * step);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-count, unit);
}

/** Returns a text such as "4:32". */
export function clockIn(locale: string, seconds: number): string {
  const number = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const ends = `${(hours ? twoDigits : number).format(minutes)}:${twoDigits.format(whole % 60)}`;
  return hours ? `${number.format(hours)}:${ends}` : ends;
}
