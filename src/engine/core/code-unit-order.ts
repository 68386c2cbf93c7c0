/** The order of JavaScript's own `sort`: the same in every language and browser, for `toSorted` by a text among others. */
export function inCodeUnitOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
