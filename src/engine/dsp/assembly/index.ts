export { denoiseFrame, toLanes, toRows } from './denoise';
export { cosines } from './dct';
export { emphasise } from './emphasis';
export { transform } from './fft';
export { logarithms } from './logarithm';
export { filterBands } from './mel';
export { resample } from './resample';
export { powers, windowFrames } from './spectrum';
