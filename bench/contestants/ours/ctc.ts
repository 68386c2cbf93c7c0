import { dispose, fusedOps, sum, tensor, valueAndGradients, type Scalar } from '../../../src/engine/tensor/index.ts';
import { madeUpLabels, madeUpMatrix } from '../../works/made-up.ts';
import type { CtcTargets } from '../../../src/engine/tensor/ops/contract.ts';
import type { UtteranceSizes } from '../../works/recogniser.ts';
import type { Ready } from '../contestant.ts';

/** The losses of utterances, summed, with the gradient of their logits. */
export function prepareCtc(batch: number, sizes: UtteranceSizes): Ready {
  const { frames, classes } = sizes;
  const values = madeUpMatrix(batch * frames * classes, 3).map((value) => 4 * value);
  const logits = tensor(values, [batch, frames, classes]);
  const targets = madeUpTargets(batch, sizes);
  return {
    parameters: null,
    repeats: 1,
    async step() {
      const { total, gradients } = valueAndGradients([logits], () => ({
        total: sum<Scalar>(fusedOps().ctc(logits, targets)),
        named: {},
      }));
      // All of the gradient's work is done when the loss can be read: kernels come in order.
      const [loss = NaN] = await total.data();
      dispose([total, ...gradients]);
      return loss;
    },
  };
}

/** Labels of utterances that fill all frames. */
export function madeUpTargets(batch: number, { frames, classes, labels }: UtteranceSizes): CtcTargets {
  return {
    lengths: new Int32Array(batch).fill(frames),
    labels: Int32Array.from(Array.from({ length: batch }, (_, row) => madeUpLabels(row, labels, classes)).flat()),
    labelLengths: new Int32Array(batch).fill(labels),
    blank: classes - 1,
  };
}
