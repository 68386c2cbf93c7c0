import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { convShape } from '../../conv-shape.ts';
import { gpu } from '../backend.ts';
import { depthwiseFilterGradient } from './convolution/depthwise-filter-gradient.ts';
import { arrangeFilters, depthwise, depthwiseInputGradient } from './convolution/depthwise.ts';

/** See {@link FusedOps.depthwiseConv2d}. */
export const depthwiseConv2d: FusedOps['depthwiseConv2d'] = (x, w, b, options) => {
  const { activation = 'linear', inputGradient = true } = options;
  return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = gpu();
    const shape = convShape(x, w, options);
    const value = backend.create([shape.batch, shape.rows, shape.columns, shape.channels]);
    const filters = arrangeFilters(backend, w);
    depthwise(backend, [x, filters, b, value], shape, activation);
    save([x, filters, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, filters, y] = saved as [Tensor, Tensor, Tensor];
        const relu = activation === 'relu';
        const [dw, db] = [backend.create(w.shape), backend.create([shape.channels])];
        const dz = relu && inputGradient ? backend.create(y.shape) : undefined;
        depthwiseFilterGradient(backend, { x, dy, dw, db, ...(relu && { y }), ...(dz && { dz }) }, shape);
        if (!inputGradient) return [dw, db];
        const dx = backend.create(x.shape);
        depthwiseInputGradient(backend, [dz ?? dy, filters, dx], shape);
        dz?.dispose();
        return [dw, db, dx];
      },
    };
  });
};
