/**
 * Formats what is left of a countdown: `4:32`, and `1:04:32` from one hour on. A second that has begun is shown, so that
 * the clock is at `0:00` only when the time is over.
 */
export function clockIn(locale: string, seconds: number): string {
  const number = new Intl.NumberFormat(locale);
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const ends = `${(hours ? twoDigits : number).format(minutes)}:${twoDigits.format(whole % 60)}`;
  return hours ? `${number.format(hours)}:${ends}` : ends;
}
