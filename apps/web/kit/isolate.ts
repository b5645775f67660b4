/** Letters that are written from right to left, and signs that change the direction of what follows. */
const turns =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202a-\u202e]/u;
const isolates = /[\u2066-\u2069]/g;

/**
 * A person's text for the middle of a sentence: it then keeps its own direction and turns nothing around it, as `<bdi>`
 * does where there are elements. Text that cannot turn anything stays as it is.
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  const own = text.replace(isolates, '');
  return direction === 'rtl' || turns.test(own) ? `\u2068${own}\u2069` : own;
}
