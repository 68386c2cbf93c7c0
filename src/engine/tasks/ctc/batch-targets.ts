import { RowLayout } from '../../data/row-layout.ts';
import { fusedOps, mul, sum, tensor, type Scalar } from '../../tensor/index.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { BatchTargets } from '../task.ts';
import { sequencesOf } from './clips.ts';

/**
 * The loss of CTC in nats a symbol: each utterance's by the number of its symbols, as PyTorch's mean. A row without a label
 * is one in which nothing is said, and counts for nothing.
 */
export function createTargets(setup: TrainerSetup): BatchTargets {
  const { batchSize } = setup.training.optimiser;
  const blank = setup.classes.length - 1;
  const places = new RowLayout(0, sequencesOf(setup).labelCounts.train);
  let rows: (Int32Array | null)[] = [];
  return {
    clear() {
      rows = new Array<Int32Array | null>(batchSize).fill(null);
    },
    write(position, row) {
      rows[row] = setup.labels.train.subarray(places.start(position), places.start(position + 1));
    },
    loss() {
      const most = Math.max(1, ...rows.map((labels) => labels?.length ?? 0));
      const labels = new Int32Array(batchSize * most);
      const labelLengths = new Int32Array(batchSize);
      const visible = rows.filter((row) => row !== null).length;
      const weights = new Float32Array(batchSize);
      rows.forEach((row, i) => {
        if (!row) return;
        labels.set(row, i * most);
        labelLengths[i] = row.length;
        weights[i] = 1 / (visible * Math.max(1, row.length));
      });
      const shares = tensor(weights, [batchSize], 'float32');
      return ({ logits, outLengths }) =>
        sum<Scalar>(mul(fusedOps().ctc(logits, { lengths: outLengths, labels, labelLengths, blank }), shares));
    },
  };
}
