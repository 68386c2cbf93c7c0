/** Position of the first NaN or infinity, -1 where there is none. */
export function firstNotFinite(values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** Whether a buffer read back from the device (losses, weights) holds numbers only. */
export function isAllFinite(values: ArrayLike<number>): boolean {
  return firstNotFinite(values) < 0;
}
