import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { pointwiseByDense } from '../../../tensor/ops/conv2d.ts';
import { convShape } from '../../conv-shape.ts';
import { gpu } from '../backend.ts';
import { correlation, inputGradient as writeInputGradient } from './convolution/correlation.ts';
import { filterGradient } from './convolution/filter-gradient.ts';
import { dense } from './dense.ts';

/** See {@link FusedOps.conv2d}. */
export const conv2d: FusedOps['conv2d'] = pointwiseByDense(dense, (x, w, b, options) => {
  const { activation = 'linear', inputGradient = true } = options;
  return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = gpu();
    const shape = convShape(x, w, options);
    const [outputs = 0] = w.shape;
    const value = backend.create([shape.batch, shape.rows, shape.columns, outputs]);
    correlation(backend, [x, w, b, value], shape, outputs, activation);
    save([x, w, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, w, y] = saved as [Tensor, Tensor, Tensor];
        const relu = activation === 'relu';
        const [dw, db] = [backend.create(w.shape), backend.create([outputs])];
        const dz = relu && inputGradient ? backend.create(y.shape) : undefined;
        filterGradient(backend, { x, dy, dw, db, ...(relu && { y }), ...(dz && { dz }) }, shape, outputs);
        if (!inputGradient) return [dw, db];
        const dx = backend.create(x.shape);
        writeInputGradient(backend, [dz ?? dy, w, dx], shape, outputs);
        dz?.dispose();
        return [dw, db, dx];
      },
    };
  });
});
