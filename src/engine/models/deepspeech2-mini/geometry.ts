import { positions } from '../positions.ts';

/** The convolution over frames and bands; its stride over frames is a setting. */
export const STEM = { kernel: [5, 5], padding: [2, 2] } as const;
const BAND_STRIDE = 2;

export function stemStride(frames: number): readonly [frames: number, bands: number] {
  return [frames, BAND_STRIDE];
}

/** Frames that a filter hears beside the one that it is about. */
export const AROUND = STEM.kernel[0] - 1;

/** How often a filter stands over frames that bring their surroundings with them. */
export function answered(size: number, stride: number): number {
  return positions(size - AROUND, stride);
}

/** Half of them, rounded up. */
export function halved(size: number): number {
  return positions(size, BAND_STRIDE);
}
