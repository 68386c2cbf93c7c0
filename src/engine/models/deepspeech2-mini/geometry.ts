/** The convolution over frames and bands; its stride over frames is a setting. */
export const STEM = { kernel: [5, 5], padding: [2, 2] } as const;
const BAND_STRIDE = 2;

export function stemStride(frames: number): readonly [frames: number, bands: number] {
  return [frames, BAND_STRIDE];
}

/** Frames that a filter hears beside the one that it is about. */
export const AROUND = STEM.kernel[0] - 1;

/** Positions of the convolution's filters over so many frames or bands: one a stride, rounded up. */
export function positions(size: number, stride: number): number {
  return answered(size + 2 * STEM.padding[0], stride);
}

/** Of frames that bring their surroundings with them. */
export function answered(size: number, stride: number): number {
  return Math.floor((size - STEM.kernel[0]) / stride) + 1;
}

/** Half of them, rounded up. */
export function halved(size: number): number {
  return positions(size, BAND_STRIDE);
}
