import {
  add,
  addN,
  div,
  dispose,
  keep,
  minimum,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  sum,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { FusedOps } from './contract.ts';

/** min(1, limit / norm), as torch.nn.utils.clip_grad_norm_; stays on the device. */
function clipFactor(gradients: readonly Tensor[], limit: number): Tensor {
  const norm = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
  return minimum(div(limit, add(norm, 1e-6)), 1);
}

/** See {@link FusedOps.adam}. */
export const adam: FusedOps['adam'] = (state, gradients, step) => {
  const params: Tensor[] = [];
  const moment1: Tensor[] = [];
  const moment2: Tensor[] = [];
  tidy(() => {
    const { beta1, beta2 } = step;
    const correction2 = Math.sqrt(1 - beta2 ** step.step);
    // m^ / (sqrt(v^) + eps) = (correction2 / correction1) m / (sqrt(v) + correction2 eps): two numbers a step.
    const rate = scalar((step.learningRate * correction2) / (1 - beta1 ** step.step));
    const epsilon = scalar(step.epsilon * correction2);
    const share1 = scalar(1 - beta1);
    const share2 = scalar(1 - beta2);
    const clip = step.clipNorm > 0 ? clipFactor(gradients, step.clipNorm) : null;
    const toward = (from: Tensor, to: Tensor, share: Scalar): Tensor => add(from, mul(sub(to, from), share));
    state.params.forEach((param, i) => {
      tidy(() => {
        const [m, v, raw] = [state.moment1[i], state.moment2[i], gradients[i]];
        if (!m || !v || !raw) throw new RangeError('one gradient and one pair of moments for each parameter');
        const gradient = clip ? mul(raw, clip) : raw;
        const m1 = keep(toward(m, gradient, share1));
        const m2 = keep(toward(v, square(gradient), share2));
        moment1.push(m1);
        moment2.push(m2);
        params.push(keep(sub(param, mul(div(m1, add(sqrt(m2), epsilon)), rate))));
      });
    });
  });
  dispose([...state.params, ...state.moment1, ...state.moment2]);
  return { params, moment1, moment2 };
};
