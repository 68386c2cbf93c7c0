import { fusedOps, tensor } from '../../tensor/index.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { BatchTargets } from '../task.ts';

/** One-hot labels, and equal shares of 1 for the rows whose label may be seen. */
export function createTargets({ training, classes, labels }: TrainerSetup): BatchTargets {
  const { batchSize } = training.optimiser;
  const count = classes.length;
  const oneHot = new Float32Array(batchSize * count);
  const shares = new Float32Array(batchSize);
  let rows: number[] = [];
  return {
    clear() {
      oneHot.fill(0);
      rows = [];
    },
    write(position, row) {
      oneHot[row * count + labels.train[position]!] = 1;
      rows.push(row);
    },
    loss() {
      shares.fill(0);
      for (const row of rows) shares[row] = 1 / rows.length;
      const targets = tensor(oneHot, [batchSize, count]);
      const weights = tensor(shares, [batchSize]);
      return ({ logits }) => fusedOps().softmaxCrossEntropy(logits, targets, weights);
    },
  };
}
