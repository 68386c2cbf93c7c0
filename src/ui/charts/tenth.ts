/** A place to a tenth of a pixel: as fine as anything is drawn. */
export function tenth(placePx: number): number {
  return Math.round(10 * placePx) / 10;
}
