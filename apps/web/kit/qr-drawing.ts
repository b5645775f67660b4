import { encode } from 'uqr';

/** A QR code as a drawing in a square of `size` modules, its quiet edge included. */
export interface QrDrawing {
  readonly size: number;
  /** A path to be filled with black. */
  readonly path: string;
}

/** Knows nothing of what draws it: it is a file of its own, fetched by the first who asks for a code. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { border: 2 });
  return { size, path: data.map(runsOf).join('') };
}

/** Each run of dark modules of a row as one rectangle. */
function runsOf(row: readonly boolean[], y: number): string {
  const modules = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...modules.matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
}
