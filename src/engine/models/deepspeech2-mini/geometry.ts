/** Frames, bands: the convolution. */
export const STEM = { kernel: [5, 5], stride: [2, 2], padding: [2, 2] } as const;

/** Positions of the convolution's filters over so many frames or bands: half of them, rounded up. */
export function halved(size: number): number {
  return Math.floor((size + 2 * STEM.padding[0] - STEM.kernel[0]) / STEM.stride[0]) + 1;
}
