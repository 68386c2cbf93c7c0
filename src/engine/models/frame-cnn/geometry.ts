import { positions } from '../positions.ts';

/** Frames, bands: the first convolution; its stride over frames is a setting. */
export const STEM = { kernel: [5, 5], padding: [2, 2] } as const;

/** The depthwise half of a block. */
export const BLOCK = { kernel: [5, 3], stride: [1, 1], padding: [2, 1] } as const;

/** The other half. */
export const POINT = { kernel: [1, 1], stride: [1, 1], padding: [0, 0] } as const;

const BAND_STRIDE = 2;

export function stemStride(frames: number): readonly [frames: number, bands: number] {
  return [frames, BAND_STRIDE];
}

/** Bands that are left of so many; the blocks keep them. */
export function bandsOf(bins: number): number {
  return positions(bins, BAND_STRIDE);
}
