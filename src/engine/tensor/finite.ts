/** Whether a buffer read back from the device (losses, weights) holds numbers only: no NaN, no infinity. */
export function isAllFinite(values: Float32Array): boolean {
  return values.every(Number.isFinite);
}
