import { inUnits } from '../../../kit/duration';

/** Returns a text such as "3 minutes ago". */
export function ageIn(locale: string, at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  const step = seconds < 60 ? 1 : seconds < 7_200 ? 60 : 3_600;
  const [count, unit] = inUnits(Math.floor(seconds / step) * step);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-count, unit);
}
