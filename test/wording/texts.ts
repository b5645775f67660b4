import type { Texts } from '../../apps/web/words/compile';
import { parseMessage, type Token } from '../../apps/web/words/message';

/** A text and its path in the catalogue. Each form of a plural is a text; the forms share one path. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

/** Returns all texts of a catalogue as people read them, with `⟦value⟧` for each parameter. */
export function readableTexts(texts: Texts, language: string, path = ''): Text[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value !== 'string') return readableTexts(value, language, here);
    return variantsOf(parseMessage(value, language)).map((text) => ({ path: here, text }));
  });
}

function variantsOf(tokens: readonly Token[]): string[] {
  return tokens.reduce<string[]>(
    (before, token) => before.flatMap((text) => partsOf(token).map((part) => text + part)),
    [''],
  );
}

function partsOf({ value, arg, cases }: Token): string[] {
  if (cases) return cases.flatMap(({ tokens }) => variantsOf(tokens));
  return [arg === undefined ? (value ?? '3') : '⟦value⟧'];
}
