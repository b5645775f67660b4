/** Adds rows to the rendered ones, such as the one with the focus. Rows that are not there are negative. */
export function withKept(rendered: readonly number[], kept: readonly number[]): number[] {
  return [...new Set([...rendered, ...kept.filter((index) => index >= 0)])].sort((a, b) => a - b);
}
