/** Frames, bands: the first convolution. */
export const STEM = { kernel: [10, 4], stride: [2, 2], padding: [5, 1] } as const;

/** The depthwise half of a block. */
export const BLOCK = { kernel: [3, 3], stride: [1, 1], padding: [1, 1] } as const;
