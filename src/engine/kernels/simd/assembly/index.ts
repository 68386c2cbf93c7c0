// Every function exported here is a task: (arguments, chunk, scratch memory of the thread). See product/tasks.ts.
export { biasGradient } from './activation';
export { microKernel, multiply, multiplyDeep, packB, sumParts, turnOutput } from './product/tasks';
