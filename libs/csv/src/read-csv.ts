/** A record, with the number of the line on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvFile {
  /** The records up to the problem, without empty lines. */
  readonly records: readonly CsvRecord[];
  /** The first problem, after which nothing was read. */
  readonly problem?: {
    readonly line: number;
    readonly code: 'quote-not-closed' | 'text-after-quote';
  };
}

/**
 * Reads a file as RFC 4180 has it, and as spreadsheets write it: with or without a byte order mark, with any line
 * breaks, and with commas, semicolons or tabs between the fields, whichever the first line has most of.
 */
export function readCsv(text: string): CsvFile {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const separator = separatorOf(source);
  const records: CsvRecord[] = [];
  let [at, line] = [0, 1];
  while (at < source.length) {
    const begins = line;
    const fields: string[] = [];
    for (;;) {
      const field = source[at] === '"' ? quoted(source, at) : plain(source, at, separator);
      if (field === undefined) return { records, problem: { line: begins, code: 'quote-not-closed' } };
      fields.push(field.value);
      line += field.value.match(/\r\n|\r|\n/g)?.length ?? 0;
      at = field.end;
      if (source[at] !== separator) break;
      at += 1;
    }
    const lineBreak = /^(?:\r\n|\r|\n)/.exec(source.slice(at, at + 2))?.[0] ?? '';
    if (lineBreak === '' && at < source.length)
      return { records, problem: { line: begins, code: 'text-after-quote' } };
    at += lineBreak.length;
    line += 1;
    if (fields.some((value) => value !== '')) records.push({ line: begins, fields });
  }
  return { records };
}

interface Field {
  readonly value: string;
  /** The place behind it. */
  readonly end: number;
}

/** Undefined when the quote is never closed. */
function quoted(source: string, start: number): Field | undefined {
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) return undefined;
    value += source.slice(from, quote);
    if (source[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plain(source: string, start: number, separator: string): Field {
  let end = start;
  while (end < source.length && source[end] !== separator && !/[\r\n]/.test(source[end] ?? '')) end += 1;
  return { value: source.slice(start, end), end };
}

function separatorOf(source: string): string {
  const [first = ''] = source.replaceAll(/"[^"]*"/g, '').split(/\r|\n/, 1);
  const numberOf = (separator: string) => first.split(separator).length;
  return [';', '\t'].reduce((most, one) => (numberOf(one) > numberOf(most) ? one : most), ',');
}
