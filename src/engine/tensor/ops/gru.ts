import { add, concat, mul, reshape, sigmoid, square, stack, sub, tidy, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps, Primitives } from './contract.ts';
import { checkInitial } from './initial-state.ts';
import {
  columns,
  endsEarly,
  frameOf,
  frameOrder,
  gateRow,
  pastEnd,
  previousFrames,
  rowsOf,
  SATURATED,
} from './sequences.ts';

/** What the backward pass needs of one frame: state, gates r and z side by side, n, and the hidden side's products. */
type Frame = [state: Tensor, rz: Tensor, n: Tensor, products: Tensor];

/**
 * See {@link FusedOps.gru}. The input side of all frames is one product; past the end of a row its update gate is
 * saturated to 1, which repeats the state (in reverse the zero that it begins with) and lets no gradient into the gates.
 */
export function gruOf(primitives: Primitives): FusedOps['gru'] {
  const { product, tanh, columnSums } = primitives;
  return (x, weights, { lengths, inputGradient = true, reverse = false, initial } = {}) => {
    const { input, hidden, inputBias, hiddenBias } = weights;
    const [batch = 0, frames = 0] = x.shape;
    const units = hidden.shape[1] ?? 0;
    checkInitial(initial, batch, units);
    const order = frameOrder(frames, reverse);
    const inputs = [input, hidden, inputBias, hiddenBias];
    return withGradient(inputGradient ? [...inputs, x] : inputs, (save) => {
      const turned = transpose(hidden);
      const plain = reshape(product(rowsOf(x), input, { transposeB: true, bias: inputBias }), [
        batch,
        frames,
        3 * units,
      ]);
      const fromInput = endsEarly(lengths, frames)
        ? add(plain, mul(pastEnd(lengths, frames), gateRow([0, SATURATED, 0], units)))
        : plain;
      const steps: Frame[] = [];
      let state: Tensor = initial ?? zeros([batch, units]);
      for (const t of order) {
        const step = tidy((): Frame => {
          const own = frameOf(fromInput, t);
          const products = product(state, turned, { bias: hiddenBias });
          const rz = sigmoid(add(columns(own, 0, 2 * units), columns(products, 0, 2 * units)));
          const gated = mul(columns(rz, 0, units), columns(products, 2 * units, 3 * units));
          const n = tanh(add(columns(own, 2 * units, 3 * units), gated));
          return [add(n, mul(columns(rz, units, 2 * units), sub(state, n))), rz, n, products];
        });
        state = step[0];
        steps[t] = step;
      }
      save([x, input, hidden, ...steps.flat()]);
      return {
        value: stack(
          steps.map(([state]) => state),
          1,
        ),
        gradient: (dy, [x, input, hidden, ...saved]) => {
          if (!x || !input || !hidden) throw new Error('nothing was saved');
          const column = (i: number): Tensor =>
            stack(
              saved.filter((_, k) => k % 4 === i),
              1,
            );
          const [states, rz, n, products] = [column(0), column(1), column(2), column(3)];
          const [r, z] = [columns(rz, 0, units), columns(rz, units, 2 * units)];
          const before = previousFrames(states, reverse);
          // The slope of every pre-activation with respect to the state of its frame, all frames at once.
          const slopeN = mul(sub(1, z), sub(1, square(n)));
          const slopeR = mul(mul(slopeN, columns(products, 2 * units, 3 * units)), mul(r, sub(1, r)));
          const slopeZ = mul(sub(before, n), mul(z, sub(1, z)));
          const slopes = concat([slopeR, slopeZ, mul(slopeN, r)], 2);
          const [ofProducts, ofStates]: [Tensor[], Tensor[]] = [[], []];
          let carried: Tensor = zeros([batch, units]);
          for (const t of order.toReversed()) {
            const [total, ofProduct, previous] = tidy((): [Tensor, Tensor, Tensor] => {
              const total = add(carried, frameOf(dy, t));
              const ofProduct = mul(concat([total, total, total], 1), frameOf(slopes, t));
              return [total, ofProduct, add(mul(total, frameOf(z, t)), product(ofProduct, hidden))];
            });
            carried = previous;
            ofStates[t] = total;
            ofProducts[t] = ofProduct;
          }
          const hiddenSide = stack(ofProducts, 1);
          const inputSide = concat([columns(hiddenSide, 0, 2 * units), mul(stack(ofStates, 1), slopeN)], 2);
          const [hiddenRows, inputRows] = [rowsOf(hiddenSide), rowsOf(inputSide)];
          const gradients = [
            product(inputRows, rowsOf(x), { transposeA: true }),
            product(hiddenRows, rowsOf(before), { transposeA: true }),
            columnSums(inputRows),
            columnSums(hiddenRows),
          ];
          return inputGradient ? [...gradients, reshape(product(inputRows, input), x.shape)] : gradients;
        },
      };
    });
  };
}
