import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { pointwiseByDense } from '../../../tensor/ops/conv2d.ts';
import { convShape, isPointwise, positionsOf } from '../../conv-shape.ts';
import { gpu } from '../backend.ts';
import { productDesign } from '../product/designs.ts';
import { writeProduct } from '../product/index.ts';
import { correlation, inputGradient as writeInputGradient } from './convolution/correlation.ts';
import { filterGradient } from './convolution/filter-gradient.ts';
import { dense } from './dense.ts';

const byPositions: FusedOps['conv2d'] = (x, w, b, options) => {
  const { activation = 'linear', inputGradient = true } = options;
  return withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = gpu();
    const shape = convShape(x, w, options);
    const [outputs = 0] = w.shape;
    const value = backend.create([shape.batch, shape.rows, shape.columns, outputs]);
    const pointwise = isPointwise(shape);
    const [rows, channels] = [positionsOf(shape), shape.channels];
    if (pointwise)
      writeProduct(
        backend,
        [x, w, value],
        { rows, columns: outputs, depth: channels },
        { transposeB: true, bias: b, activation },
      );
    else correlation(backend, [x, w, b, value], shape, outputs, activation);
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
        if (pointwise) writeProduct(backend, [dz ?? dy, w, dx], { rows, columns: channels, depth: outputs });
        else writeInputGradient(backend, [dz ?? dy, w, dx], shape, outputs);
        dz?.dispose();
        return [dw, db, dx];
      },
    };
  });
};

const pointwiseAsDense = pointwiseByDense(dense, byPositions);

/**
 * See {@link FusedOps.conv2d}. The gradient of a 1 x 1 filter is a small matrix summed over very many positions: as a dense
 * layer's it would be a few tiles, and most of a GPU idle. Cut like that of any other filter it is some hundred.
 */
export const conv2d: FusedOps['conv2d'] = (...given) =>
  (productDesign() === 'tiled' ? byPositions : pointwiseAsDense)(...given);
