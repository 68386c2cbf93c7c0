import type { ConvolutionCase } from './convolution-case.ts';

const one = [1, 1] as const;
const none = [0, 0] as const;

const full: ConvolutionCase[] = [
  { name: 'one pixel', x: [1, 1, 1, 1], outputs: 1, kernel: one, stride: one, padding: none },
  { name: 'a stem', x: [3, 23, 12, 1], outputs: 20, kernel: [10, 4], stride: [2, 2], padding: [5, 1], relu: true },
  { name: 'pointwise', x: [2, 9, 8, 64], outputs: 64, kernel: one, stride: one, padding: none, relu: true },
  { name: 'pointwise, linear', x: [1, 5, 13, 7], outputs: 11, kernel: one, stride: one, padding: none },
  { name: 'pointwise, wide', x: [2, 6, 7, 260], outputs: 132, kernel: one, stride: one, padding: none, relu: true },
  { name: 'one tap apart', x: [2, 7, 8, 5], outputs: 6, kernel: one, stride: [2, 3], padding: none, relu: true },
  { name: '32 of 5x5/2', x: [2, 21, 14, 1], outputs: 32, kernel: [5, 5], stride: [2, 2], padding: [2, 2], relu: true },
  { name: '32 to 32', x: [2, 9, 11, 32], outputs: 32, kernel: [5, 5], stride: [2, 2], padding: [2, 2], relu: true },
  { name: 'frequency', x: [1, 24, 30, 4], outputs: 9, kernel: [11, 13], stride: [1, 2], padding: [5, 6], relu: true },
  { name: 'larger than the image', x: [2, 2, 3, 3], outputs: 5, kernel: [5, 6], stride: one, padding: [4, 5] },
  { name: 'stride beyond the filter', x: [2, 11, 13, 3], outputs: 4, kernel: [2, 3], stride: [3, 5], padding: one },
  { name: 'no padding', x: [3, 6, 7, 2], outputs: 3, kernel: [3, 2], stride: one, padding: none, relu: true },
  { name: 'no images', x: [0, 6, 7, 2], outputs: 3, kernel: [3, 2], stride: one, padding: none, relu: true },
  { name: 'no pixels', x: [0, 6, 7, 2], outputs: 3, kernel: one, stride: one, padding: none },
  { name: 'several segments', x: [2, 50, 23, 3], outputs: 5, kernel: [3, 3], stride: one, padding: one, relu: true },
];
const depthwise: ConvolutionCase[] = [
  { name: 'one pixel', x: [1, 1, 1, 1], outputs: 1, kernel: one, stride: one, padding: none },
  { name: '3x3 of 64', x: [2, 9, 20, 64], outputs: 64, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: '3x3 of 7', x: [2, 6, 5, 7], outputs: 7, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'several bands', x: [2, 70, 20, 12], outputs: 12, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'strides', x: [2, 11, 9, 5], outputs: 5, kernel: [3, 4], stride: [2, 3], padding: [2, 1], relu: true },
  { name: 'stride beyond the filter', x: [1, 12, 13, 4], outputs: 4, kernel: [2, 2], stride: [3, 4], padding: one },
  { name: 'larger than the image', x: [2, 2, 3, 3], outputs: 3, kernel: [5, 6], stride: one, padding: [4, 5] },
  { name: 'long filter', x: [1, 9, 60, 4], outputs: 4, kernel: [1, 17], stride: one, padding: [0, 8], relu: true },
  { name: 'few channels at once', x: [1, 3, 900, 40], outputs: 40, kernel: [9, 3], stride: one, padding: [4, 1] },
  { name: 'no images', x: [0, 3, 4, 5], outputs: 5, kernel: [3, 3], stride: one, padding: one, relu: true },
  { name: 'parts of lines', x: [1, 3, 25_000, 1], outputs: 1, kernel: [3, 3], stride: one, padding: one, relu: true },
];
/** Of both kinds, small and odd. */
export const convolutionCases: readonly ConvolutionCase[] = [
  ...full,
  ...depthwise.map((of) => ({ ...of, name: `depthwise: ${of.name}`, depthwise: true })),
];
