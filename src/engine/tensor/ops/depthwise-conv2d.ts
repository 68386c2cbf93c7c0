import {
  depthwiseConv2d,
  fused,
  mul,
  relu,
  reshape,
  reverse,
  slice,
  stack,
  step,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps, Primitives } from './contract.ts';
import { aligned } from './conv2d.ts';
import { padImages, spread, type Pair } from './images.ts';

/** See {@link FusedOps.depthwiseConv2d}. */
export function depthwiseConv2dOf({ columnSums }: Primitives): FusedOps['depthwiseConv2d'] {
  return (x, w, b, { stride, padding, activation = 'linear', inputGradient = true }) => {
    const [channels = 0, , kh = 0, kw = 0] = w.shape;
    const [, height = 0, width = 0] = x.shape;
    return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
      const padded = padImages(x, [padding[0], padding[0]], [padding[1], padding[1]]);
      const filter = transpose(w, [2, 3, 0, 1]) as Tensor4D;
      const sums = fused.depthwiseConv2d({ x: padded, filter, strides: [...stride], pad: 'valid', bias: b });
      const value = activation === 'relu' ? relu(sums) : sums;
      save([padded, w, value]);
      return {
        value,
        gradient: (dy, saved) => {
          const [padded, w, y] = saved as [Tensor, Tensor, Tensor];
          const dz = activation === 'relu' ? mul(dy, step(y)) : dy;
          const apart = spread(dz, stride);
          const dw = filterGradientOf(padded, apart, [kh, kw], columnSums);
          const gradients = [reshape(dw, w.shape), columnSums(reshape(dz, [-1, channels]))];
          if (!inputGradient) return gradients;
          const turned = reverse(transpose(w, [2, 3, 0, 1]), [0, 1]) as Tensor4D;
          const framed = aligned(apart, [height, width], [kh, kw], padding);
          return [...gradients, depthwiseConv2d(framed, turned, 1, 'valid')];
        },
      };
    });
  };
}

/** Sum over all positions of gradient times what the weight met there, one offset at a time: [C, kh kw]. */
function filterGradientOf(padded: Tensor, apart: Tensor, [kh, kw]: Pair, columnSums: Primitives['columnSums']): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = apart.shape;
  const offsets: Tensor[] = [];
  for (let i = 0; i < kh; i++) {
    for (let j = 0; j < kw; j++) {
      const met = slice(padded, [0, i, j, 0], [batch, height, width, channels]);
      offsets.push(columnSums(reshape(mul(met, apart), [-1, channels])));
    }
  }
  return stack(offsets, 1);
}
