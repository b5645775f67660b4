/** Matches letters that are written from right to left, and control characters that change the text direction. */
const directional =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202a-\u202e]/u;
const isolateMarks = /[\u2066-\u2069]/g;

/**
 * Isolates a person's text within a sentence, so that it keeps its own direction and does not affect the surrounding
 * text, like a `<bdi>` element. Text that cannot affect the direction is returned unchanged.
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  const own = text.replace(isolateMarks, '');
  return direction === 'rtl' || directional.test(own) ? `\u2068${own}\u2069` : own;
}
