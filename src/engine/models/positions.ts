/**
 * How often a filter of odd length stands over so many frames or bands, half of it past either end: one a stride, rounded
 * up.
 */
export function positions(size: number, stride: number): number {
  return Math.ceil(size / stride);
}
