import { dispose, fusedOps, sum, tensor, valueAndGradients, type Scalar } from '../../../src/engine/tensor/index.ts';
import { madeUpLabels, madeUpMatrix } from '../../works/made-up.ts';
import type { CtcSizes } from '../../works/task.ts';
import type { Ready } from '../contestant.ts';

/** The losses of utterances, summed, with the gradient of their logits. */
export function prepareCtc(batch: number, { frames, classes, labels }: CtcSizes): Ready {
  const values = madeUpMatrix(batch * frames * classes, 3).map((value) => 4 * value);
  const logits = tensor(values, [batch, frames, classes]);
  const targets = {
    lengths: new Int32Array(batch).fill(frames),
    labels: Int32Array.from(Array.from({ length: batch }, (_, row) => madeUpLabels(row, labels, classes)).flat()),
    labelLengths: new Int32Array(batch).fill(labels),
    blank: classes - 1,
  };
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
