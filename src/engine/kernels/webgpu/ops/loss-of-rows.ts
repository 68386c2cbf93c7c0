import { mul, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import { gpu } from '../backend.ts';
import type { Program } from '../program.ts';

const INVOCATIONS = 64;
/** Logits that are read one after another to hold the largest, then the sum of their exponentials. */
const softmaxOf = (name: string, at: string) => `
fn ${name}Top(row: u32) -> f32 {
  var top = ${at}[row];
  for (var k = 1u; k < p.columns; k++) { top = max(top, ${at}[row + k]); }
  return top;
}
fn ${name}Log(row: u32, top: f32) -> f32 {
  var sum = 0.0;
  for (var k = 0u; k < p.columns; k++) { sum += exp((${at}[row + k] - top) * p.inverse); }
  return log(sum);
}`;

/**
 * A weighted loss over rows of logits with its gradient: one workgroup, whose invocations take rows in turn, so that the
 * sum needs no second kernel.
 * @param row WGSL that adds to `loss` and writes `gradient`, given `at` (first number of the row) and `weight`
 */
export function lossProgram(name: string, row: string, sides: readonly ('logits' | 'other')[]): Program {
  return {
    name,
    buffers: { logits: 'read f32', other: 'read f32', weights: 'read f32', gradient: 'write f32', value: 'write f32' },
    params: { rows: 'u32', columns: 'u32', inverse: 'f32', scale: 'f32' },
    code: `
${sides.map((side) => softmaxOf(side, side)).join('\n')}
var<workgroup> parts: array<f32, ${INVOCATIONS}>;
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(local_invocation_index) own: u32) {
  var loss = 0.0;
  for (var i = own; i < p.rows; i += ${INVOCATIONS}) {
    let at = i * p.columns;
    let weight = weights[i];
    ${row}
  }
  parts[own] = loss;
  for (var half = ${INVOCATIONS / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (own < half) { parts[own] += parts[own + half]; }
  }
  if (own == 0) { value[0] = parts[0]; }
}`,
  };
}

/**
 * Runs such a program.
 * @param logits [N, K], what is differentiated
 * @param other [N, K]
 * @param weights [N]
 * @param temperature T: `inverse` is 1 / T, `scale` T
 */
export function lossOfRows(program: Program, logits: Tensor, other: Tensor, weights: Tensor, temperature = 1): Scalar {
  return withGradient<Scalar>([logits], (save) => {
    const backend = gpu();
    const [rows = 0, columns = 0] = logits.shape;
    if (other.size !== logits.size || weights.size !== rows)
      throw new RangeError(`${program.name}: [${logits.shape.join()}], ${other.size} numbers, ${weights.size} weights`);
    const [gradient, value] = [backend.create(logits.shape), backend.create([])];
    backend.run(program, [logits, other, weights, gradient, value], {
      params: [rows, columns, 1 / temperature, temperature],
      workgroups: [1],
    });
    save([gradient]);
    return {
      value: value as Scalar,
      gradient: (dy, [unscaled]) => {
        if (!unscaled) throw new TypeError('nothing was saved');
        return [mul(unscaled, dy)];
      },
    };
  });
}
