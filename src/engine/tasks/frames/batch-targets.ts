import { RowLayout } from '../../data/row-layout.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { BatchTargets } from '../task.ts';
import { frameLoss } from './frame-loss.ts';
import { sequencesOf } from './score.ts';

/** The labels of all frames of the rows that may be seen. */
export function createTargets(setup: TrainerSetup): BatchTargets {
  const { batchSize } = setup.training.optimiser;
  const places = new RowLayout(0, sequencesOf(setup).outLengths.train);
  let rows: (Int32Array | null)[] = [];
  return {
    clear() {
      rows = new Array<Int32Array | null>(batchSize).fill(null);
    },
    write(position, row) {
      rows[row] = setup.labels.train.subarray(places.start(position), places.start(position + 1));
    },
    loss() {
      const seen = rows;
      return ({ logits }) => frameLoss(logits, seen);
    },
  };
}
