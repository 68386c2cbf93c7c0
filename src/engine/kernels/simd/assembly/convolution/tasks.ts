export { arrange } from './arrange';
export { correlate } from './correlate';
export { depthwise } from './depthwise';
export { depthwiseGradient } from './depthwise-gradient';
export { filterGradient } from './filter-gradient';
