import { add, concat, mul, reshape, sigmoid, square, stack, sub, tidy, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps, Primitives } from './contract.ts';
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

/** What the backward pass needs of one frame: hidden state, cell, its tanh, and the four gates side by side. */
type Frame = [state: Tensor, cell: Tensor, squashed: Tensor, gates: Tensor];

/**
 * See {@link FusedOps.lstm}. The input side of all frames is one product. The cell's gate takes its tanh as
 * 2 s(2 a) - 1, so one sigmoid serves all four. Past the end of a row the gates are saturated to keep the cell, and the
 * state is carried over.
 */
export function lstmOf(primitives: Primitives): FusedOps['lstm'] {
  const { product, tanh, columnSums } = primitives;
  return (x, weights, { lengths, inputGradient = true, reverse = false } = {}) => {
    const { input, hidden, inputBias, hiddenBias } = weights;
    const [batch = 0, frames = 0] = x.shape;
    const units = hidden.shape[1] ?? 0;
    const order = frameOrder(frames, reverse);
    const inputs = [input, hidden, inputBias, hiddenBias];
    const gate = (gates: Tensor, i: number): Tensor => columns(gates, i * units, (i + 1) * units);
    return withGradient(inputGradient ? [...inputs, x] : inputs, (save) => {
      const past = endsEarly(lengths, frames) ? pastEnd(lengths, frames) : null;
      const doubled = gateRow([1, 1, 2, 1], units);
      const turned = mul(transpose(hidden), doubled);
      const bias = add(inputBias, hiddenBias);
      const plain = mul(product(rowsOf(x), input, { transposeB: true, bias }), doubled);
      const shaped = reshape(plain, [batch, frames, 4 * units]);
      const fromInput = past ? add(shaped, mul(past, gateRow([-SATURATED, SATURATED, 0, 0], units))) : shaped;
      const steps: Frame[] = [];
      let state: Tensor = zeros([batch, units]);
      let cell: Tensor = zeros([batch, units]);
      for (const t of order) {
        const step = tidy((): Frame => {
          const gates = sigmoid(add(frameOf(fromInput, t), product(state, turned)));
          const fresh = mul(gate(gates, 0), sub(mul(gate(gates, 2), 2), 1));
          const next = add(mul(gate(gates, 1), cell), fresh);
          const squashed = tanh(next);
          const output = mul(gate(gates, 3), squashed);
          return [past ? add(output, mul(frameOf(past, t), sub(state, output))) : output, next, squashed, gates];
        });
        [state, cell] = step;
        steps[t] = step;
      }
      save([x, input, hidden, ...(past ? [past] : []), ...steps.flat()]);
      return {
        value: stack(
          steps.map(([state]) => state),
          1,
        ),
        gradient: (dy, [x, input, hidden, ...rest]) => {
          if (!x || !input || !hidden) throw new Error('nothing was saved');
          const past = rest.length > 4 * frames ? (rest[0] ?? null) : null;
          const saved = past ? rest.slice(1) : rest;
          const column = (i: number): Tensor =>
            stack(
              saved.filter((_, k) => k % 4 === i),
              1,
            );
          const [states, cells, squashed, gates] = [column(0), column(1), column(2), column(3)];
          const [i, f, o] = [gate(gates, 0), gate(gates, 1), gate(gates, 3)];
          const g = sub(mul(gate(gates, 2), 2), 1);
          // Slopes with respect to the cell (i, f, g) and to the state (o, and the cell itself), all frames at once.
          const cellByState = mul(o, sub(1, square(squashed)));
          const slopes = concat(
            [
              mul(g, mul(i, sub(1, i))),
              mul(previousFrames(cells, reverse), mul(f, sub(1, f))),
              mul(i, sub(1, square(g))),
              mul(squashed, mul(o, sub(1, o))),
            ],
            2,
          );
          const ofGates: Tensor[] = [];
          let carried: Tensor = zeros([batch, units]);
          let ofCell: Tensor = zeros([batch, units]);
          for (const t of order.toReversed()) {
            const [own, previous, previousCell] = tidy((): [Tensor, Tensor, Tensor] => {
              const total = add(carried, frameOf(dy, t));
              const kept = past ? mul(frameOf(past, t), total) : null;
              const output = kept ? sub(total, kept) : total;
              const cell = add(ofCell, mul(output, frameOf(cellByState, t)));
              const own = mul(concat([cell, cell, cell, output], 1), frameOf(slopes, t));
              const back = product(own, hidden);
              return [own, kept ? add(back, kept) : back, mul(cell, frameOf(f, t))];
            });
            [carried, ofCell] = [previous, previousCell];
            ofGates[t] = own;
          }
          const rows = rowsOf(stack(ofGates, 1));
          const biases = columnSums(rows);
          const gradients = [
            product(rows, rowsOf(x), { transposeA: true }),
            product(rows, rowsOf(previousFrames(states, reverse)), { transposeA: true }),
            biases,
            biases.clone(),
          ];
          return inputGradient ? [...gradients, reshape(product(rows, input), x.shape)] : gradients;
        },
      };
    });
  };
}
