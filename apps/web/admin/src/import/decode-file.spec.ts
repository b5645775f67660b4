import { decodeFile, mostBytes } from './decode-file';

const names = 'login,displayName\nzoë,Zoë Müller\n';
const utf8 = new TextEncoder();
/** Both parts of each unit, the small one first unless `isBig`. */
const utf16 = (text: string, isBig = false) =>
  Uint8Array.from(
    text.split('').flatMap((unit) => {
      const [small, big] = [unit.charCodeAt(0) % 256, Math.floor(unit.charCodeAt(0) / 256)];
      return isBig ? [big, small] : [small, big];
    }),
  );
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', utf8.encode(names), 'UTF-8'],
    ['UTF-8 with a byte order mark', utf8.encode(`\ufeff${names}`), 'UTF-8'],
    ['UTF-16 as Excel saves "Unicode text"', utf16(`\ufeff${names}`), 'UTF-16'],
    ['UTF-16 with the other byte order', utf16(`\ufeff${names}`, true), 'UTF-16'],
    ['UTF-16 without a byte order mark', utf16(names), 'UTF-16'],
    ['UTF-16 with the other byte order and no mark', utf16(names, true), 'UTF-16'],
    ['Latin-1, as Excel saves "CSV" in the west', latin1(names), 'Windows-1252'],
  ])('are a text in %s', (_, bytes, encoding) => {
    expect(decodeFile(bytes)).toEqual({ text: names, encoding });
  });

  it.each([
    ['of a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8])],
    ['of half a character in UTF-16', Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x42])],
  ])('%s are no text', (_, bytes) => {
    expect(decodeFile(bytes)).toEqual({ problem: 'not-text' });
  });

  it('are refused beyond the maximum, and not at it', () => {
    expect(decodeFile(new Uint8Array(mostBytes + 1).fill(65))).toEqual({ problem: 'file-too-large' });
    expect(decodeFile(new Uint8Array(mostBytes).fill(65))).toMatchObject({ encoding: 'UTF-8' });
  });
});
