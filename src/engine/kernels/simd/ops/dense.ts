import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps } from '../../../tensor/ops/contract.ts';
import { simd } from '../backend.ts';
import { biasGradient } from './bias-gradient.ts';
import { product } from './product.ts';

/** See {@link FusedOps.dense}. */
export const dense: FusedOps['dense'] = (x, w, b, { activation = 'linear', inputGradient = true } = {}) =>
  withGradient(inputGradient ? [w, b, x] : [w, b], (save) => {
    const backend = simd();
    const { machine } = backend;
    const relu = activation === 'relu';
    const [rows = 0, inputs = 0] = x.shape;
    const outputs = w.shape[0] ?? 0;
    const value = backend.create([rows, outputs]);
    const weights = { address: backend.addressOf(w), stride: inputs };
    product(
      machine,
      { address: backend.addressOf(x), stride: inputs },
      { ...weights, transposed: true },
      { address: backend.addressOf(value), stride: outputs },
      { rows, columns: outputs, depth: inputs },
      { bias: backend.addressOf(b), relu },
    );
    save([x, w, value]);
    return {
      value,
      gradient: (dy, saved) => {
        const [x, w, y] = saved as [Tensor, Tensor, Tensor];
        const [dw, db] = [backend.create([outputs, inputs]), backend.create([outputs])];
        const incoming = backend.addressOf(dy);
        const size: [number, number] = [rows, outputs];
        return machine.heap.scope((room) => {
          const dz = relu ? room(4 * rows * outputs) : incoming;
          const gate = relu ? { y: backend.addressOf(y), dz } : undefined;
          biasGradient(machine, incoming, backend.addressOf(db), size, gate);
          product(
            machine,
            { address: dz, stride: outputs, transposed: true },
            { address: backend.addressOf(x), stride: inputs },
            { address: backend.addressOf(dw), stride: inputs },
            { rows: outputs, columns: inputs, depth: rows },
          );
          const gradients = [dw, db];
          if (inputGradient) {
            const dx = backend.create([rows, inputs]);
            product(
              machine,
              { address: dz, stride: outputs },
              { address: backend.addressOf(w), stride: inputs },
              { address: backend.addressOf(dx), stride: inputs },
              { rows, columns: inputs, depth: outputs },
            );
            gradients.push(dx);
          }
          return gradients;
        });
      },
    };
  });
