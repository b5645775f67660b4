/** The most bytes of a file that is imported. */
export const mostBytes = 1024 * 1024;

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export type Decoded =
  | { readonly text: string; readonly encoding: Encoding }
  | { readonly problem: 'file-too-large' | 'not-text' };

/**
 * Decodes a text file as spreadsheets save it: UTF-8, UTF-16 with or without a byte order mark, and else Windows-1252,
 * in which each byte is a character. Therefore the last one is a guess that a person must confirm.
 */
export function decodeFile(bytes: Uint8Array): Decoded {
  if (bytes.length > mostBytes) return { problem: 'file-too-large' };
  const wide = wideOf(bytes);
  if (wide !== undefined) {
    const text = decoded(bytes, wide);
    return text === undefined ? { problem: 'not-text' } : { text, encoding: 'UTF-16' };
  }
  // Workbooks and pictures contain such bytes, texts do not.
  if (bytes.some((byte) => byte < 9)) return { problem: 'not-text' };
  const text = decoded(bytes, 'utf-8');
  if (text !== undefined) return { text, encoding: 'UTF-8' };
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-16 has a byte order mark, or a zero in every second byte of its Latin letters and separators. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 200);
  const zerosAt = (parity: number) => start.filter((byte, at) => at % 2 === parity && byte === 0).length;
  const most = start.length / 4;
  if (zerosAt(1) > most && zerosAt(0) === 0) return 'utf-16le';
  return zerosAt(0) > most && zerosAt(1) === 0 ? 'utf-16be' : undefined;
}
