import { drawMoves, featureStream, variationDraws } from '../../data/augment/moves.ts';
import { RowLayout } from '../../data/row-layout.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { BatchTargets } from '../task.ts';
import { frameLoss } from './frame-loss.ts';
import { movedLabels } from './moved-labels.ts';
import { sequencesOf } from './score.ts';

/** The labels of all frames of the rows that may be seen, moved in time as what is heard. */
export function createTargets(setup: TrainerSetup): BatchTargets {
  const { batchSize } = setup.training.optimiser;
  const { outLengths, grid, training } = sequencesOf(setup);
  const { augment } = setup.experiment.data;
  const stream = featureStream(setup.seed);
  const places = new RowLayout(0, outLengths.train);
  let rows: (Int32Array | null)[] = [];
  return {
    clear() {
      rows = new Array<Int32Array | null>(batchSize).fill(null);
    },
    write(position, row, version) {
      const labels = setup.labels.train.subarray(places.start(position), places.start(position + 1));
      const moves = drawMoves(augment, variationDraws(stream, version, training.ids[position]!));
      const [clipSamples, windowSamples] = [training.clipSamples[position]!, training.windowSamples[position]!];
      rows[row] = movedLabels(labels, grid, { clipSamples, windowSamples }, moves);
    },
    loss() {
      const seen = rows;
      return ({ logits }) => frameLoss(logits, seen);
    },
  };
}
