/** Parses a typed whole number: `5`, `٥`, `5 days`. NaN for others: `1,000` could mean one or a thousand. */
export function wholeNumberIn(text: string): number {
  return /[.,٫٬]\p{Nd}/u.test(text) ? NaN : numberIn(text);
}

/**
 * Parses a typed number of minutes or seconds: `5`, `2.5`, `2,5`, `٥`, `5 min`. NaN if it is not a number, or if its comma may
 * separate thousands, as in `1,440`.
 */
export function numberIn(text: string): number {
  const digits = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  if (/\d,\d{3}(?!\d)/.test(digits)) return NaN;
  const latin = digits.replace(/[,٫]/, '.');
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[\p{L}.]*\s*$/u.exec(latin)?.[1];
  return found === undefined ? NaN : Number(found);
}

/** Converts a typed number of units to whole seconds. NaN if it is not a number. */
export function secondsIn(text: string, unitSeconds: number): number {
  return Math.round(numberIn(text) * unitSeconds);
}

/** The number of units for these seconds, with as few decimals as possible. */
export function textOfSeconds(seconds: number, unitSeconds: number): string {
  return Number.isNaN(seconds) ? '' : String(Math.round((seconds / unitSeconds) * 1000) / 1000);
}
