import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { convShape } from '../../conv-shape.ts';
import { simd } from '../backend.ts';
import { correlation } from './convolution/correlation.ts';
import { convolutionGradients } from './convolution/gradients.ts';
import { checkChannels } from './convolution/shape.ts';

/** See {@link FusedOps.conv2d}. */
export const conv2d: FusedOps['conv2d'] = (x, w, b, options) => {
  const { activation = 'linear', inputGradient = true } = options;
  return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = simd();
    const { machine } = backend;
    const address = (tensor: Tensor): number => backend.addressOf(tensor);
    const relu = activation === 'relu';
    const shape = convShape(x, w, options);
    const [outputs = 0] = w.shape;
    checkChannels(shape, outputs);
    const value = backend.create([shape.batch, shape.rows, shape.columns, outputs]);
    correlation(machine, [address(x), address(w), address(b), address(value)], shape, outputs, relu);
    save([x, w, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, w, y] = saved as [Tensor, Tensor, Tensor];
        const gradients = [backend.create(w.shape), backend.create([outputs])];
        if (inputGradient) gradients.push(backend.create(x.shape));
        const [dw = 0, db = 0, dx = 0] = gradients.map(address);
        const data = { x: address(x), w: address(w), dy: address(dy), y: relu ? address(y) : 0, dw, db, dx };
        convolutionGradients(machine, data, shape, outputs);
        return gradients;
      },
    };
  });
};
