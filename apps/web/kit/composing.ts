/**
 * Whether a key belongs to an input method, which makes characters of several keys. In Safari the composition is
 * over before the key that ends it is told: that key has the code 229.
 */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
