import { encode } from 'uqr';

/** A QR code as a drawing in a square of `size` modules, including the quiet zone. */
export interface QrDrawing {
  readonly size: number;
  /** The path data of the dark modules, to be filled with black. */
  readonly path: string;
}

/** Computes the drawing without any rendering library: this is a separate chunk, loaded only when a code is shown. */
export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { border: 2 });
  return { size, path: data.map(runsOf).join('') };
}

/** Draws each run of dark modules in a row as one rectangle. */
function runsOf(row: readonly boolean[], y: number): string {
  const modules = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...modules.matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
}
