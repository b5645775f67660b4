/**
 * Returns whether a key event belongs to an input method, which composes one character from several keys. Safari ends
 * the composition before it sends the key event that ended it; that event has the key code 229.
 */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
