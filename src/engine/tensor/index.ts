/**
 * The engine's one seam to tfjs: everything above imports tensors from here. Only the core is re-exported, so a worker
 * carries no layers API, no converter and no backend that it does not use (backends come by `engine/kernels`).
 */
export {
  type Scalar,
  Tensor,
  type Tensor4D,
  dispose,
  keep,
  memory,
  scalar,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tidy,
  zeros,
  add,
  addN,
  argMax,
  cast,
  concat,
  div,
  equal,
  exp,
  fill,
  log,
  max,
  maxPool,
  maximum,
  mean,
  mul,
  notEqual,
  ones,
  reshape,
  slice,
  softmax,
  sqrt,
  sub,
  sum,
  transpose,
} from '@tensorflow/tfjs-core';
export { fusedOps } from './ops/registry.ts';
export { valueAndGradients, withGradient } from './gradients.ts';
export { drawInitial, splitFlat, packFlat } from './flat-params.ts';
export { flatLength } from './layout.ts';
export { dropout } from './ops/dropout.ts';
export type { FusedOps } from './ops/contract.ts';
export { isAllFinite } from './finite.ts';
