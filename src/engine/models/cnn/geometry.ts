/** Frames, bands: the first convolution. */
export const STEM = { kernel: [10, 4], stride: [2, 2], padding: [5, 1] } as const;

/** The depthwise half of a block. */
export const BLOCK = { kernel: [3, 3], stride: [1, 1], padding: [1, 1] } as const;

/** Positions that the first convolution's filters take over the window; the blocks keep them. */
export function positions(shape: { readonly frames: number; readonly bins: number }): {
  frames: number;
  bands: number;
} {
  const along = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * STEM.padding[axis] - STEM.kernel[axis]) / STEM.stride[axis]) + 1;
  return { frames: along(shape.frames, 0), bands: along(shape.bins, 1) };
}
