// Every function exported here is a task: (arguments, chunk, scratch memory of the thread). See product/tasks.ts.
export { biasGradient } from './activation';
export { adam, squareSums } from './adam/tasks';
export { arrange, correlate, depthwise, depthwiseGradient, filterGradient } from './convolution/tasks';
export { ctc } from './ctc/tasks';
export { copyLayout } from './elementwise/copy';
export { binary, rowSums, unary } from './elementwise/tasks';
export { distillKl, softmaxCrossEntropy } from './loss/tasks';
export { microKernel, multiply, multiplyDeep, packB, sumParts, turnOutput } from './product/tasks';
export { gruBackward, gruForward, lstmBackward, lstmForward, packGates, packGatesDeep } from './recurrent/tasks';
export { meanOverTime, meanOverTimeGradient } from './time/tasks';
