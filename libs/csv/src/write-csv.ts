/** A field of a table. Null is an empty field. */
export type CsvField = string | number | boolean | null;

/**
 * Begins a file. Excel reads UTF-8 only behind a byte order mark, and other programs ignore it.
 */
export const csvStart = '\ufeff';

/** The media type of a file. */
export const csvType = 'text/csv; charset=utf-8; header=present';

/**
 * Writes one record as RFC 4180 has it, with its line break. Spreadsheets execute texts that begin like a formula, so
 * such a text begins with an apostrophe. Numbers are not texts: a negative one stays a number.
 */
export function csvRecord(fields: readonly CsvField[]): string {
  return `${fields.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(value: CsvField): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = isFormula(value) ? `'${value}` : value;
  // A semicolon separates fields where the comma is the decimal mark, so it is quoted as well.
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Some programs also take the full-width signs, and ignore line breaks before a sign. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text);
}
