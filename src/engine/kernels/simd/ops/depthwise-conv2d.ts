import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { convShape } from '../../conv-shape.ts';
import { simd } from '../backend.ts';
import { depthwise, depthwiseGradient } from './convolution/depthwise.ts';

/** See {@link FusedOps.depthwiseConv2d}. */
export const depthwiseConv2d: FusedOps['depthwiseConv2d'] = (x, w, b, options) => {
  const { activation = 'linear', inputGradient = true } = options;
  return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = simd();
    const { machine } = backend;
    const relu = activation === 'relu';
    const shape = convShape(x, w, options);
    const value = backend.create([shape.batch, shape.rows, shape.columns, shape.channels]);
    const address = (tensor: Tensor): number => backend.addressOf(tensor);
    depthwise(machine, [address(x), address(w), address(b), address(value)], shape, relu);
    save([x, w, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, w, y] = saved as [Tensor, Tensor, Tensor];
        const gradients = [backend.create(w.shape), backend.create([shape.channels])];
        if (inputGradient) gradients.push(backend.create(x.shape));
        const [dw = 0, db = 0, dx = 0] = gradients.map(address);
        const data = { x: address(x), w: address(w), dy: address(dy), y: relu ? address(y) : 0 };
        depthwiseGradient(machine, { ...data, dw, db, dx }, shape);
        return gradients;
      },
    };
  });
};
