export { subtractNoise, toLanes, toRows, trackNoise, wienerFrame } from './denoise';
export { cosines } from './dct';
export { emphasise } from './emphasis';
export { fifths, thirds, transform } from './fft';
export { logarithms } from './logarithm';
export { filterBands } from './mel';
export { normaliseEnergies } from './pcen';
export { resample } from './resample';
export { centreFrames, powers, windowFrames } from './spectrum';
