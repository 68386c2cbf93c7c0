import { add, div, mean, mul, sqrt, sub, type Tensor } from '../tensor/index.ts';

const EPSILON = 1e-5;

/**
 * Each row brought to mean 0 and variance 1, then scaled and shifted, as torch.nn.LayerNorm (Ba, Kiros, Hinton 2016,
 * arXiv:1607.06450).
 * @param x [N, F]
 * @param weight [F]
 * @param bias [F]
 */
export function layerNorm(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const centred = sub(x, mean(x, 1, true));
  const deviation = sqrt(add(mean(mul(centred, centred), 1, true), EPSILON));
  return add(mul(div(centred, deviation), weight), bias);
}
